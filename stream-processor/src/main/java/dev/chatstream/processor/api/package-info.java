/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The query API over HTTP: parameters in, JSON out, one table of errors. */
@NullMarked
package dev.chatstream.processor.api;

import org.jspecify.annotations.NullMarked;
