/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** One hook's whole way, from the bytes received to what became of it; knows neither HTTP nor Kafka. */
@NullMarked
package dev.chatstream.gateway.intake;

import org.jspecify.annotations.NullMarked;
