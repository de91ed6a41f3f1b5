/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Who may send hooks: the configured sources and their tokens. */
@NullMarked
package dev.chatstream.gateway.source;

import org.jspecify.annotations.NullMarked;
