/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How fast the programs are that a hook passes: starts them, loads them, reports. */
@NullMarked
package dev.chatstream.benchmarks;

import org.jspecify.annotations.NullMarked;
