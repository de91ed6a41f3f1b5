/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** From which address a hook really comes, and whether that lies in a range; nothing is looked up by name. */
@NullMarked
package dev.chatstream.gateway.address;

import org.jspecify.annotations.NullMarked;
