/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a hook costs between its bytes and its record, without HTTP and Kafka. */
@NullMarked
package dev.chatstream.benchmarks.parse;

import org.jspecify.annotations.NullMarked;
