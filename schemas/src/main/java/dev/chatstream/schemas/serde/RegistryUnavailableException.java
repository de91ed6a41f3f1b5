/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import dev.chatstream.schemas.registry.RegistryException;
import java.io.Serial;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The registry cannot be asked now, so a value could be neither written nor read. The value may be fine: wait and try
 * again, and never put it aside as broken. What is broken for good is a
 * {@link org.apache.kafka.common.errors.SerializationException}.
 */
public final class RegistryUnavailableException extends RetriableException {
    @Serial
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(RegistryException cause) {
        super(cause.getMessage(), cause);
    }
}
