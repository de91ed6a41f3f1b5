/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Who of the instances has what, and how they ask each other, so that any of them answers any question. */
@NullMarked
package dev.chatstream.processor.cluster;

import org.jspecify.annotations.NullMarked;
