/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Serves the page that shows what the query API answers; the page itself is in the resources, folder dashboard. */
@NullMarked
package dev.chatstream.processor.dashboard;

import org.jspecify.annotations.NullMarked;
