/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where values meet the schema registry: its REST API, the wire format, and the Kafka serdes built on both. */
@NullMarked
package dev.chatstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
