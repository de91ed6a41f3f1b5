/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The ingest gateway: takes hooks over HTTP and answers 200 once Kafka, or its spool on disk, has them; {@code Gateway}
 * wires its parts.
 */
@NullMarked
package dev.chatstream.gateway;

import org.jspecify.annotations.NullMarked;
