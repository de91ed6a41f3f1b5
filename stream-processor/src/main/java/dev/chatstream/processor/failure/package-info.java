/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What happens when a record cannot be processed or a thread fails: what is told, to whom, and what never is. */
@NullMarked
package dev.chatstream.processor.failure;

import org.jspecify.annotations.NullMarked;
