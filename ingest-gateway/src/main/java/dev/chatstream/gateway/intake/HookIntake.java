/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.hook.ParsedHook;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.publish.SchemaIds;
import dev.chatstream.gateway.record.HookRecordMapper;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.gateway.record.Rejection;
import dev.chatstream.gateway.record.RejectionRecordMapper;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes bodies: parse, map, publish; what is no hook goes to quarantine. Safe for use by several threads. */
public final class HookIntake {
    private final HookParser parser;
    private final HookRecordMapper hooks = new HookRecordMapper();
    private final RejectionRecordMapper rejections = new RejectionRecordMapper();
    private final HookPublisher publisher;
    private final Supplier<Optional<SchemaIds>> schemaIds;
    private final int maxRecord;
    private final HookMetrics metrics;

    /**
     * Wires the way.
     *
     * @param schemaIds empty until they are known
     * @param maxRecord largest record in bytes, envelope included
     */
    public HookIntake(
            HookParser parser,
            HookPublisher publisher,
            Supplier<Optional<SchemaIds>> schemaIds,
            int maxRecord,
            HookMetrics metrics) {
        this.parser = parser;
        this.publisher = publisher;
        this.schemaIds = schemaIds;
        this.maxRecord = maxRecord;
        this.metrics = metrics;
    }

    /**
     * Takes a body.
     *
     * @param whenDone called exactly once, on any thread, perhaps before this returns; must not block
     */
    public void take(Delivery delivery, Consumer<Outcome> whenDone) {
        metrics.received();
        Optional<SchemaIds> ids = schemaIds.get();
        if (ids.isEmpty()) {
            refuse(Refusal.NOT_READY, whenDone);
            return;
        }
        Runnable step = parser.parse(delivery.body())
                .<Runnable>fold(
                        hook -> () -> store(hook, delivery, ids.get(), whenDone),
                        notJson -> () -> reject(Rejection.of(notJson), delivery, ids.get(), whenDone),
                        notAHook -> () -> reject(Rejection.of(notAHook), delivery, ids.get(), whenDone));
        step.run();
    }

    private void store(ParsedHook hook, Delivery delivery, SchemaIds ids, Consumer<Outcome> whenDone) {
        OutgoingRecord outgoing = hooks.map(hook, delivery, ids.conversation());
        if (outgoing.size() > maxRecord) {
            reject(Rejection.tooLarge(outgoing.size(), maxRecord), delivery, ids, whenDone);
            return;
        }
        publisher.publish(outgoing, publish -> {
            Runnable next = publish.<Runnable>fold(
                    stored -> () -> {
                        metrics.stored();
                        whenDone.accept(new Outcome.Stored(delivery.eventId()));
                    },
                    refused -> () -> {
                        if (refused.reason() == Refusal.FOR_GOOD) {
                            reject(Rejection.refusedByKafka(), delivery, ids, whenDone);
                        } else {
                            refuse(refused.reason(), whenDone);
                        }
                    });
            next.run();
        });
    }

    private void reject(Rejection rejection, Delivery delivery, SchemaIds ids, Consumer<Outcome> whenDone) {
        publisher.publish(rejections.map(rejection, delivery, ids.rejectedHook()), publish -> {
            Runnable next = publish.<Runnable>fold(
                    stored -> () -> {
                        metrics.rejected(rejection.reason());
                        whenDone.accept(new Outcome.Rejected(delivery.eventId(), rejection));
                    },
                    refused -> () -> refuse(refused.reason(), whenDone));
            next.run();
        });
    }

    private void refuse(Refusal reason, Consumer<Outcome> whenDone) {
        metrics.refused(reason);
        whenDone.accept(new Outcome.Refused(reason));
    }
}
