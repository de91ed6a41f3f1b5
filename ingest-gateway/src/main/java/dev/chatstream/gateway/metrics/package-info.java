/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What is counted and timed on the way of a hook. */
@NullMarked
package dev.chatstream.gateway.metrics;

import org.jspecify.annotations.NullMarked;
