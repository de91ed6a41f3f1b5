/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.record.TraceParent;
import dev.chatstream.gateway.record.WithoutMessage;
import dev.chatstream.gateway.spool.Departure;
import dev.chatstream.gateway.spool.Spool;
import dev.chatstream.gateway.spool.SpooledHook;
import dev.chatstream.gateway.trace.LoggedTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the spool, oldest first. While Kafka does not take hooks one row at a time probes it; once one is
 * acknowledged, a bounded number is under way at once. A row is removed only when Kafka has acknowledged it. For one
 * thread.
 */
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final int PAGE = 256;
    private static final long PAGE_BYTES = 1024 * 1024;
    private static final int MOST_UNDER_WAY = 256;
    /** Hooks that just timed out are on their way to the spool, which looks empty until they are there. */
    private static final Duration OPEN_AT_LEAST = Duration.ofSeconds(1);

    private final Spool spool;
    private final Courier courier;
    private final Supplier<Optional<SchemaIds>> schemaIds;
    private final Breaker breaker;
    private final Window window;
    private final Backlog backlog = new Backlog();
    private final Lanes lanes;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    /** The first row of this round that failed for no fault of its own or of its lane. */
    private final AtomicLong heldUp = new AtomicLong();
    /** What is behind it is gone, or in a lane that is away. */
    private long cursor;

    /**
     * Wires the way.
     *
     * @param schemaIds empty until they are known; nothing is drained before
     * @param patient waits for Kafka's own last word, so that a row is not sent again while it may still arrive
     * @param mostBytes under way at once
     */
    public Drain(
            Spool spool,
            Judge judge,
            Recording recording,
            Supplier<Optional<SchemaIds>> schemaIds,
            HookPublisher patient,
            Breaker breaker,
            long mostBytes) {
        this(spool, new Courier(judge, recording, patient), schemaIds, breaker, mostBytes, new Lanes(System::nanoTime));
    }

    Drain(
            Spool spool,
            Courier courier,
            Supplier<Optional<SchemaIds>> schemaIds,
            Breaker breaker,
            long mostBytes,
            Lanes lanes) {
        this.spool = spool;
        this.courier = courier;
        this.schemaIds = schemaIds;
        this.breaker = breaker;
        this.window = new Window(MOST_UNDER_WAY, mostBytes);
        this.lanes = lanes;
    }

    /** Drains until the spool is empty or Kafka refuses. To be called again and again; blocks. */
    public void round() throws InterruptedException {
        Optional<SchemaIds> ids = schemaIds.get();
        if (spool.state().hooks() == 0) {
            backlog.empty();
            letAHookTry();
        } else if (ids.isPresent() && (!breaker.isOpen() || probe(ids.get()))) {
            drain(ids.get());
        }
    }

    /** Nothing is here to probe Kafka with. */
    private void letAHookTry() {
        if (breaker.openFor().compareTo(OPEN_AT_LEAST) > 0) {
            breaker.close();
        }
    }

    /** Sends one row, of a lane that is not known to be away if there is one. */
    private boolean probe(SchemaIds ids) throws InterruptedException {
        pass(ids, true);
        if (acknowledged.get() == 0) {
            return false;
        }
        breaker.close();
        return true;
    }

    private void drain(SchemaIds ids) throws InterruptedException {
        pass(ids, false);
    }

    /** Goes on behind the last row, or from the beginning when one that was passed over may be sent now. */
    private void pass(SchemaIds ids, boolean probing) throws InterruptedException {
        failures.set(0);
        acknowledged.set(0);
        heldUp.set(Long.MAX_VALUE);
        if (lanes.cameBack()) {
            cursor = 0;
        }
        int most = probing ? 1 : Integer.MAX_VALUE;
        int sent = 0;
        List<SpooledHook> page = spool.read(cursor, PAGE, PAGE_BYTES);
        while (!page.isEmpty() && sent < most && goesOn(probing)) {
            for (SpooledHook hook : page) {
                if (sent < most && goesOn(probing)) {
                    sent += sendIfItsLaneTakes(hook, ids);
                    cursor = hook.sequence();
                }
            }
            page = sent < most && goesOn(probing) ? spool.read(cursor, PAGE, PAGE_BYTES) : page;
        }
        if (sent == 0 && page.isEmpty()) {
            sendOldest(ids);
        }
        window.awaitEmpty();
        cursor = Math.min(cursor, heldUp.get() - 1);
    }

    /** While nothing is acknowledged the first failure ends the round, so that the oldest go first afterwards. */
    private boolean goesOn(boolean probing) {
        return (probing || !breaker.isOpen())
                && heldUp.get() == Long.MAX_VALUE
                && (failures.get() == 0 || acknowledged.get() > 0)
                && !lanes.isBack();
    }

    /** All lanes with rows are away: one row tries whether that is still so. */
    private void sendOldest(SchemaIds ids) throws InterruptedException {
        List<SpooledHook> oldest = spool.read(0, 1, 1);
        if (oldest.isEmpty()) {
            letAHookTry();
            return;
        }
        Optional<Courier.Parcel> parcel = pack(oldest.get(0), ids);
        if (parcel.isPresent()) {
            send(oldest.get(0), parcel.get());
        }
    }

    private int sendIfItsLaneTakes(SpooledHook hook, SchemaIds ids) throws InterruptedException {
        Optional<Courier.Parcel> parcel = pack(hook, ids);
        if (parcel.isEmpty()
                || !lanes.mayTry(parcel.get().account(), parcel.get().lane())) {
            return 0;
        }
        send(hook, parcel.get());
        return 1;
    }

    /** What cannot even be packed would be met again and again. */
    private Optional<Courier.Parcel> pack(SpooledHook hook, SchemaIds ids) {
        try {
            return Optional.of(courier.pack(hook.entry(), ids));
        } catch (RuntimeException e) {
            LOG.error("a bug: a spooled hook cannot be made a record, it is set aside on disk", WithoutMessage.of(e));
            spool.setAside(hook.sequence(), "the gateway has a bug and could make no record of it");
            return Optional.empty();
        }
    }

    private void send(SpooledHook hook, Courier.Parcel parcel) throws InterruptedException {
        int size = parcel.size();
        window.enter(size);
        courier.send(parcel, result -> {
            try {
                result.departure()
                        .ifPresentOrElse(
                                where -> gone(hook, parcel, where),
                                () -> stays(hook, parcel, result.refusal().orElseThrow()));
            } finally {
                window.leave(size);
            }
        });
    }

    private void gone(SpooledHook hook, Courier.Parcel parcel, Departure where) {
        acknowledged.incrementAndGet();
        lanes.took(parcel.account());
        lanes.took(parcel.lane());
        if (where == Departure.SET_ASIDE) {
            Delivery delivery = hook.entry().delivery();
            LoggedTrace.around(
                    delivery.traceparent().flatMap(TraceParent::traceId),
                    () -> LOG.error(
                            "spooled hook {} is refused for good, by quarantine too: it is set aside on disk",
                            delivery.eventId()));
            spool.setAside(hook.sequence(), "Kafka refused it for good, and its quarantine record too");
        } else {
            backlog.left();
            spool.remove(hook.sequence(), where);
        }
    }

    /** An error may be the record's own fault or its account's; silence is its partition's or Kafka's as a whole. */
    private void stays(SpooledHook hook, Courier.Parcel parcel, Refusal reason) {
        switch (reason) {
            case NOT_READY, IN_FLIGHT_LIMIT, BUFFER_FULL -> heldUp.accumulateAndGet(hook.sequence(), Math::min);
            case KAFKA_ERROR -> lanes.failed(parcel.account());
            default -> lanes.failed(parcel.lane());
        }
        failures.incrementAndGet();
    }
}
