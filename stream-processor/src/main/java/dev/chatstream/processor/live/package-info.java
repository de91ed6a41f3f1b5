/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Keeps open pages up to date: asks what they watch again and again, once for all of them, and sends what changed. */
@NullMarked
package dev.chatstream.processor.live;

import org.jspecify.annotations.NullMarked;
