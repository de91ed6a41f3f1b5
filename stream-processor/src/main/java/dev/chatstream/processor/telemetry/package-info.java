/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Counts what the pipeline did, for people who run it. */
@NullMarked
package dev.chatstream.processor.telemetry;

import org.jspecify.annotations.NullMarked;
