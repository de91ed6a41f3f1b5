/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Hooks that wait in the topic, and how far a group has come with them. */
@NullMarked
package dev.chatstream.benchmarks.backlog;

import org.jspecify.annotations.NullMarked;
