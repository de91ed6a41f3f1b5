/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param token name of the token that was shown, now or when signing in; empty when none was needed
 * @param until when a session ends; empty when there is none
 */
public record Reader(Optional<String> token, Access access, Optional<Instant> until) {
    /** Somebody of whom no token is wanted. */
    public static final Reader TRUSTED = new Reader(Optional.empty(), Access.ALL, Optional.empty());
}
