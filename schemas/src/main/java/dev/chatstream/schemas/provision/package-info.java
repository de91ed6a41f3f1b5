/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Makes the world ready before the first hook: topics on the broker, compatibility and schemas in the registry. */
@NullMarked
package dev.chatstream.schemas.provision;

import org.jspecify.annotations.NullMarked;
