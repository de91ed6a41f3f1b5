/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What sends hooks: the load generator and what it measured. */
@NullMarked
package dev.chatstream.benchmarks.load;

import org.jspecify.annotations.NullMarked;
