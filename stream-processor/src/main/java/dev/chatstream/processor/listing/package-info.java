/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Lists an account's conversations: which fields there are, filters on them, places to go on at, rows in each format.
 */
@NullMarked
package dev.chatstream.processor.listing;

import org.jspecify.annotations.NullMarked;
