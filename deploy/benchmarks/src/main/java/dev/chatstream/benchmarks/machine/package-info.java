/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a measurement takes of the machine, and what else runs on it. */
@NullMarked
package dev.chatstream.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
