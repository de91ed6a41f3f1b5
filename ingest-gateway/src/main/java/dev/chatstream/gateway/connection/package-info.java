/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The senders' connections: how many there are, how long they may last, and how they are kept secret. */
@NullMarked
package dev.chatstream.gateway.connection;

import org.jspecify.annotations.NullMarked;
