/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Inflates bodies that come as gzip, within bounds. */
@NullMarked
package dev.chatstream.gateway.gzip;

import org.jspecify.annotations.NullMarked;
