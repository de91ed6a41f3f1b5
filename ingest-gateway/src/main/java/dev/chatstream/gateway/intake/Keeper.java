/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Recorded;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.Rejection;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.record.Verdict;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes judged bodies durable, and counts what became of each. Safe for use by several threads. */
public final class Keeper {
    private final Recording recording;
    private final HookPublisher publisher;
    private final Supplier<Optional<SchemaIds>> schemaIds;
    private final HookMetrics metrics;

    /**
     * Wires the way.
     *
     * @param schemaIds empty until they are known
     */
    public Keeper(
            Recording recording,
            HookPublisher publisher,
            Supplier<Optional<SchemaIds>> schemaIds,
            HookMetrics metrics) {
        this.recording = recording;
        this.publisher = publisher;
        this.schemaIds = schemaIds;
        this.metrics = metrics;
    }

    /**
     * Keeps a body.
     *
     * @param whenDone called exactly once, on any thread, perhaps before this returns; must not block
     */
    public void keep(Delivery delivery, Verdict verdict, Consumer<Outcome> whenDone) {
        Optional<SchemaIds> ids = schemaIds.get();
        if (ids.isEmpty()) {
            refuse(Refusal.NOT_READY, whenDone);
        } else {
            publish(recording.of(delivery, verdict, ids.get()), delivery, ids.get(), whenDone);
        }
    }

    private void publish(Recorded recorded, Delivery delivery, SchemaIds ids, Consumer<Outcome> whenDone) {
        publisher.publish(recorded.outgoing(), publish -> {
            if (publish instanceof Publish.Refused refused) {
                refused(refused.reason(), recorded, delivery, ids, whenDone);
            } else {
                whenDone.accept(kept(recorded, delivery));
            }
        });
    }

    private Outcome kept(Recorded recorded, Delivery delivery) {
        if (recorded.rejection().isPresent()) {
            Rejection rejection = recorded.rejection().get();
            metrics.rejected(rejection.reason());
            return new Outcome.Rejected(delivery.eventId(), rejection);
        }
        metrics.stored();
        return new Outcome.Stored(delivery.eventId());
    }

    private void refused(
            Refusal reason, Recorded recorded, Delivery delivery, SchemaIds ids, Consumer<Outcome> whenDone) {
        if (reason == Refusal.FOR_GOOD && recorded.rejection().isEmpty()) {
            publish(recording.rejected(Rejection.refusedByKafka(), delivery, ids), delivery, ids, whenDone);
        } else {
            refuse(reason, whenDone);
        }
    }

    private void refuse(Refusal reason, Consumer<Outcome> whenDone) {
        metrics.refused(reason);
        whenDone.accept(new Outcome.Refused(reason));
    }
}
