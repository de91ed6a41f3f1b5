/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The way out of the spool: what had to wait on disk is judged, recorded and published as if it came now. */
@NullMarked
package dev.chatstream.gateway.drain;

import org.jspecify.annotations.NullMarked;
