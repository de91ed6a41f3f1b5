/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How conversations add up: exact, mergeable folds that can also be taken back. Pure code, no Kafka. */
@NullMarked
package dev.chatstream.processor.aggregate;

import org.jspecify.annotations.NullMarked;
