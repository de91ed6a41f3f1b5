/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.record.OutgoingRecord;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes records durable. Safe for use by several threads. */
public interface HookPublisher {

    /**
     * Stores a record. Never blocks and never throws for what happens in Kafka.
     *
     * @param whenDone called exactly once, on any thread, perhaps before this returns; must not block
     */
    void publish(OutgoingRecord outgoing, Consumer<Publish> whenDone);

    /** What takes records, or does not, as one: the partition; empty when it is not known. May block for a moment. */
    default Optional<String> lane(OutgoingRecord outgoing) {
        return Optional.empty();
    }
}
