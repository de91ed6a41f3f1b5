/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Child processes that are never left behind: started with a log file, stopped in order, gone when their parent is. */
@NullMarked
package dev.chatstream.local.process;

import org.jspecify.annotations.NullMarked;
