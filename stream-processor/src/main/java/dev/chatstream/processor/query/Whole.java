/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.schemas.registry.RegistryException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Reading of state that may be given up meanwhile, at a rebalance or a stop. It then fails in many ways, or looks
 * empty, which must not be taken for an answer.
 */
final class Whole {
    private Whole() {}

    /** What was read; empty when the state did not last that long. */
    static <T> Optional<T> read(PartitionPanes panes, Supplier<T> reading) {
        try {
            T found = reading.get();
            panes.requireOpen();
            return Optional.of(found);
        } catch (InvalidStateStoreException | RegistryException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            if (isOpen(panes)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isOpen(PartitionPanes panes) {
        try {
            panes.requireOpen();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
