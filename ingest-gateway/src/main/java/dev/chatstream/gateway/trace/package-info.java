/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Traces of hooks for OpenTelemetry, off by default: beside the way of a hook, which never waits for them. */
@NullMarked
package dev.chatstream.gateway.trace;

import org.jspecify.annotations.NullMarked;
