/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How every program of the project is configured: reference file, file, environment, system properties. */
@NullMarked
package dev.chatstream.schemas.settings;

import org.jspecify.annotations.NullMarked;
