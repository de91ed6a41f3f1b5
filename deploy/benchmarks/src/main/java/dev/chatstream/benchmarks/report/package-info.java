/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** From measurements to tables, and whether the bars are met. */
@NullMarked
package dev.chatstream.benchmarks.report;

import org.jspecify.annotations.NullMarked;
