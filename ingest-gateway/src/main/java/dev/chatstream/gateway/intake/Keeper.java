/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Recorded;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.Rejection;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.record.Verdict;
import dev.chatstream.gateway.spool.Spool;
import dev.chatstream.gateway.spool.SpoolEntry;
import dev.chatstream.gateway.spool.Spooling;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes judged bodies durable, and counts what became of each. Safe for use by several threads. */
public final class Keeper {
    private static final long HARDLY_NANOS = Duration.ofMillis(500).toNanos();

    private final Recording recording;
    private final HookPublisher publisher;
    private final Supplier<Optional<SchemaIds>> schemaIds;
    private final Breaker breaker;
    private final Optional<Spool> spool;
    private final HookMetrics metrics;

    /**
     * Wires the way.
     *
     * @param schemaIds empty until they are known
     * @param breaker while it is open nothing is sent to Kafka
     * @param spool for what Kafka does not take now
     */
    public Keeper(
            Recording recording,
            HookPublisher publisher,
            Supplier<Optional<SchemaIds>> schemaIds,
            Breaker breaker,
            Optional<Spool> spool,
            HookMetrics metrics) {
        this.recording = recording;
        this.publisher = publisher;
        this.schemaIds = schemaIds;
        this.breaker = breaker;
        this.spool = spool;
        this.metrics = metrics;
        metrics.expect(RejectionReason.values(), Refusal.values());
    }

    /**
     * Keeps a body.
     *
     * @param whenDone called exactly once, on any thread, perhaps before this returns; must not block
     */
    public void keep(Delivery delivery, Verdict verdict, Consumer<Outcome> whenDone) {
        Optional<SchemaIds> ids = schemaIds.get();
        if (ids.isEmpty() || breaker.isOpen()) {
            keepOnDisk(Refusal.NOT_READY, delivery, rejection(verdict), whenDone);
        } else {
            publish(recording.of(delivery, verdict, ids.get()), delivery, ids.get(), System.nanoTime(), whenDone);
        }
    }

    private static Optional<Rejection> rejection(Verdict verdict) {
        return verdict instanceof Verdict.Rejected rejected ? Optional.of(rejected.rejection()) : Optional.empty();
    }

    private void publish(
            Recorded recorded, Delivery delivery, SchemaIds ids, long sinceNanos, Consumer<Outcome> whenDone) {
        publisher.publish(recorded.outgoing(), publish -> {
            if (publish instanceof Publish.Refused refused) {
                refused(refused.reason(), recorded, delivery, ids, sinceNanos, whenDone);
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
            Refusal reason,
            Recorded recorded,
            Delivery delivery,
            SchemaIds ids,
            long sinceNanos,
            Consumer<Outcome> whenDone) {
        if (reason == Refusal.FOR_GOOD && recorded.rejection().isEmpty()) {
            inQuarantine(delivery, ids, sinceNanos, whenDone);
        } else {
            keepOnDisk(reason, delivery, recorded.rejection(), whenDone);
        }
    }

    /** Waiting for Kafka a second time is for those who hardly waited the first: the disk may want its time too. */
    private void inQuarantine(Delivery delivery, SchemaIds ids, long sinceNanos, Consumer<Outcome> whenDone) {
        if (spool.isPresent() && System.nanoTime() - sinceNanos > HARDLY_NANOS) {
            keepOnDisk(Refusal.FOR_GOOD, delivery, Optional.of(Rejection.refusedByKafka()), whenDone);
        } else {
            Recorded quarantine = recording.rejected(Rejection.refusedByKafka(), delivery, ids);
            publish(quarantine, delivery, ids, sinceNanos, whenDone);
        }
    }

    /** What its sender is told is settled here: a body that is rejected now goes to quarantine, whenever that is. */
    private void keepOnDisk(
            Refusal byKafka, Delivery delivery, Optional<Rejection> rejection, Consumer<Outcome> whenDone) {
        if (spool.isEmpty()) {
            refuse(byKafka, whenDone);
            return;
        }
        spool.get().append(new SpoolEntry(delivery, rejection), spooling -> {
            if (spooling instanceof Spooling.Refused refused) {
                refuse(refused.reason(), whenDone);
            } else {
                metrics.spooled();
                whenDone.accept(
                        rejection.isPresent()
                                ? new Outcome.Rejected(delivery.eventId(), rejection.get())
                                : new Outcome.Spooled(delivery.eventId()));
            }
        });
    }

    private void refuse(Refusal reason, Consumer<Outcome> whenDone) {
        metrics.refused(reason);
        whenDone.accept(new Outcome.Refused(reason));
    }
}
