/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What this machine gives to a run: a data folder, ports, and the programs as they were built. */
@NullMarked
package dev.chatstream.local.machine;

import org.jspecify.annotations.NullMarked;
