/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where values meet the schema registry: its REST API, and the header that names a schema. */
@NullMarked
package dev.chatstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
