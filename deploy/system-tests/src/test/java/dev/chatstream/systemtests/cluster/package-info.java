/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Several instances as one: any of them answers for any account, whatever happens to the others. */
@NullMarked
package dev.chatstream.systemtests.cluster;

import org.jspecify.annotations.NullMarked;
