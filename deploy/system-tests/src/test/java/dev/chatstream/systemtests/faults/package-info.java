/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The fault oracle: numbered hooks under load while parts fail, and then a look for each of them. */
@NullMarked
package dev.chatstream.systemtests.faults;

import org.jspecify.annotations.NullMarked;
