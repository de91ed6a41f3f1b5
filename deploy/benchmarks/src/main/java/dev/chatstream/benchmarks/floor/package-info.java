/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a hook's way into Kafka costs at least: the bar that the gateway is measured against. */
@NullMarked
package dev.chatstream.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
