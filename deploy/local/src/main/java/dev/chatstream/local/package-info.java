/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** One command that starts a whole pipeline on this machine, so that a hook can be followed from end to end. */
@NullMarked
package dev.chatstream.local;

import org.jspecify.annotations.NullMarked;
