/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Where a hook's figures become the current value of each window: keeps track of what is due and writes what changed.
 */
@NullMarked
package dev.chatstream.processor.rolling;

import org.jspecify.annotations.NullMarked;
