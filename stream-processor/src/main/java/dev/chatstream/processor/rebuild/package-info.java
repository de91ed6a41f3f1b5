/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Computes the panes anew from the facts alone, and tells whether the published ones are the same. */
@NullMarked
package dev.chatstream.processor.rebuild;

import org.jspecify.annotations.NullMarked;
