/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Reduces a conversation to the flat, impersonal row that every aggregate is made of. Pure code, no Kafka. */
@NullMarked
package dev.chatstream.processor.facts;

import org.jspecify.annotations.NullMarked;
