/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Posts simulated hooks to the gateway at the pace at which they happen. */
@NullMarked
package dev.chatstream.local.demo;

import org.jspecify.annotations.NullMarked;
