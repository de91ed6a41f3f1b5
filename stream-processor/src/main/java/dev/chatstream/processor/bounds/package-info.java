/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Everything that is kept only so far, so long or so often, in one place. */
@NullMarked
package dev.chatstream.processor.bounds;

import org.jspecify.annotations.NullMarked;
