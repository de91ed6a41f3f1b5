/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The dashboard in a real browser, on a whole pipeline. */
@NullMarked
package dev.chatstream.systemtests.dashboard;

import org.jspecify.annotations.NullMarked;
