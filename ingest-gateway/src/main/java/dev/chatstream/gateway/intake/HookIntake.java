/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParse;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes bodies: parse, map, publish; what is no hook goes to quarantine. Safe for use by several threads. */
public final class HookIntake {
    private static final Logger LOG = LoggerFactory.getLogger(HookIntake.class);

    private final Function<byte[], HookParse> parser;
    private final HookRecordMapper hooks = new HookRecordMapper();
    private final RejectionRecordMapper rejections = new RejectionRecordMapper();
    private final HookPublisher publisher;
    private final Supplier<Optional<SchemaIds>> schemaIds;
    private final int maxRecord;
    private final HookMetrics metrics;

    /**
     * Wires the way.
     *
     * @param parser tells what a body is
     * @param schemaIds empty until they are known
     * @param maxRecord largest record in bytes, envelope included
     */
    public HookIntake(
            Function<byte[], HookParse> parser,
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
        prepared(delivery, ids.get(), whenDone).run();
    }

    /** What is to be done with the body. A bug on the way to its record must not lose it: it goes to quarantine. */
    private Runnable prepared(Delivery delivery, SchemaIds ids, Consumer<Outcome> whenDone) {
        try {
            return parser.apply(delivery.body())
                    .<Runnable>fold(
                            hook -> mapped(hook, delivery, ids, whenDone),
                            notJson -> () -> reject(Rejection.of(notJson), delivery, ids, whenDone),
                            notAHook -> () -> reject(Rejection.of(notAHook), delivery, ids, whenDone));
        } catch (RuntimeException e) {
            LOG.error(
                    "a bug: body {} could not be read, it goes to quarantine",
                    delivery.eventId(),
                    WithoutMessage.of(e));
            return () -> reject(Rejection.ofABug(), delivery, ids, whenDone);
        }
    }

    private Runnable mapped(ParsedHook hook, Delivery delivery, SchemaIds ids, Consumer<Outcome> whenDone) {
        OutgoingRecord outgoing = hooks.map(hook, delivery, ids.conversation());
        return outgoing.size() > maxRecord
                ? () -> reject(Rejection.tooLarge(outgoing.size(), maxRecord), delivery, ids, whenDone)
                : () -> store(outgoing, delivery, ids, whenDone);
    }

    private void store(OutgoingRecord outgoing, Delivery delivery, SchemaIds ids, Consumer<Outcome> whenDone) {
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
        OutgoingRecord detailed = rejections.map(rejection, delivery, ids.rejectedHook());
        OutgoingRecord outgoing = detailed.size() > maxRecord
                ? rejections.map(rejection.withoutDetail(), delivery, ids.rejectedHook())
                : detailed;
        publisher.publish(outgoing, publish -> {
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
