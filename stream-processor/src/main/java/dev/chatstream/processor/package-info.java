/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The program that splits conversations by type, counts them and answers questions about them. */
@NullMarked
package dev.chatstream.processor;

import org.jspecify.annotations.NullMarked;
