/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What can be set, with its checks. */
@NullMarked
package dev.chatstream.processor.config;

import org.jspecify.annotations.NullMarked;
