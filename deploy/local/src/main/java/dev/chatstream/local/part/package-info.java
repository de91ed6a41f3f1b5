/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The four parts a local pipeline is made of: broker and registry, then gateway and processor as they are shipped. */
@NullMarked
package dev.chatstream.local.part;

import org.jspecify.annotations.NullMarked;
