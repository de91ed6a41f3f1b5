/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The way of a hook through Kafka Streams: names the stages and joins them. */
@NullMarked
package dev.chatstream.processor.topology;

import org.jspecify.annotations.NullMarked;
