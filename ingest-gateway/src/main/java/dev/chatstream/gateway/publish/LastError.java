/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's last error about a record, until another is stored. Forgotten after a while all the same: whoever is not
 * ready gets no hooks, and only a hook can show that records are stored again.
 */
final class LastError {
    private final long memoryNanos;
    private volatile @Nullable Seen seen;

    private record Seen(String words, long nanos) {}

    LastError(Duration memory) {
        this.memoryNanos = memory.toNanos();
    }

    void failed(Exception failure) {
        seen = new Seen(wordsOf(failure), System.nanoTime());
    }

    void stored() {
        if (seen != null) {
            seen = null;
        }
    }

    /** What Kafka said; empty when all is well as far as is known. */
    Optional<String> problem() {
        @Nullable Seen last = seen;
        return last == null || System.nanoTime() - last.nanos() > memoryNanos
                ? Optional.empty()
                : Optional.of("Kafka did not store the last record: " + last.words());
    }

    /** Only Kafka's own messages are known to quote no record. */
    static String wordsOf(Exception failure) {
        return failure instanceof KafkaException
                ? failure.toString()
                : failure.getClass().getName();
    }
}
