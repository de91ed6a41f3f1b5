/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where hooks come in: reads requests, hands the bytes on, and turns each outcome into an answer. */
@NullMarked
package dev.chatstream.gateway.http;

import org.jspecify.annotations.NullMarked;
