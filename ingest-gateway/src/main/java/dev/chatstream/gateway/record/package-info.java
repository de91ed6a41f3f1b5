/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** From a parsed or rejected hook to the record that Kafka stores; pure. */
@NullMarked
package dev.chatstream.gateway.record;

import org.jspecify.annotations.NullMarked;
