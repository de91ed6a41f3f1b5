/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** From the bytes of a hook to the parts of a conversation, or to the reason why they are none; pure. */
@NullMarked
package dev.chatstream.gateway.hook;

import org.jspecify.annotations.NullMarked;
