/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where records become Kafka values and values become records again, with or without Kafka's own interfaces. */
@NullMarked
package dev.chatstream.schemas.serde;

import org.jspecify.annotations.NullMarked;
