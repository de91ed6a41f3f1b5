/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What can be set: one validated record a component, read from the settings before anything starts. */
@NullMarked
package dev.chatstream.gateway.config;

import org.jspecify.annotations.NullMarked;
