/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The processor's memory: which conversations are known and what was counted in which pane. */
@NullMarked
package dev.chatstream.processor.store;

import org.jspecify.annotations.NullMarked;
