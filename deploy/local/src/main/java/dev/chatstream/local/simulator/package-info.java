/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What shops would send: hooks drawn from a seed, pure code without a clock, before any of them meets the gateway. */
@NullMarked
package dev.chatstream.local.simulator;

import org.jspecify.annotations.NullMarked;
