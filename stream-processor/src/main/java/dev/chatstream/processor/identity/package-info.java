/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Tells a redelivery from a revision and decides which revision of a conversation counts. */
@NullMarked
package dev.chatstream.processor.identity;

import org.jspecify.annotations.NullMarked;
