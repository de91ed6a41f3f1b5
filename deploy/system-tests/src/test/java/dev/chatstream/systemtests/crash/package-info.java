/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The crash oracle: hooks under way while processors are killed, and then every number against brute force. */
@NullMarked
package dev.chatstream.systemtests.crash;

import org.jspecify.annotations.NullMarked;
