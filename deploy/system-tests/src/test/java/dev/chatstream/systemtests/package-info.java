/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Tests of the whole way of a hook, on the artefacts that are shipped, a real broker and a real registry. */
@NullMarked
package dev.chatstream.systemtests;

import org.jspecify.annotations.NullMarked;
