/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Who may read which accounts: tokens, the sessions of browsers that signed in with one, and what is kept of both. */
@NullMarked
package dev.chatstream.processor.access;

import org.jspecify.annotations.NullMarked;
