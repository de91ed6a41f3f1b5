/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The way into Kafka: the producer, what must be known before it can be used, and what bounds it. */
@NullMarked
package dev.chatstream.gateway.publish;

import org.jspecify.annotations.NullMarked;
