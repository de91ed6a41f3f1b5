/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Answers questions about an account by merging panes at the time of asking. */
@NullMarked
package dev.chatstream.processor.query;

import org.jspecify.annotations.NullMarked;
