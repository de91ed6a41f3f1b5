/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import java.io.Serial;

/**
 * A setting that is wrong, unknown or unreadable: what is wrong, where it was set, what was expected. Never holds a
 * secret.
 */
public final class SettingsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
