/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What operators ask: alive, ready, metrics, version. */
@NullMarked
package dev.chatstream.processor.ops;

import org.jspecify.annotations.NullMarked;
