/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The one list of Kafka topics: what a hook becomes is written to these and to no others. */
@NullMarked
package dev.chatstream.schemas.topic;

import org.jspecify.annotations.NullMarked;
