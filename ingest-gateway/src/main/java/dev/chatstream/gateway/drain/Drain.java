/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.record.TraceParent;
import dev.chatstream.gateway.spool.Departure;
import dev.chatstream.gateway.spool.Spool;
import dev.chatstream.gateway.spool.SpooledHook;
import dev.chatstream.gateway.trace.LoggedTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean failed = new AtomicBoolean();
    private long probed;
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
        this.spool = spool;
        this.courier = new Courier(judge, recording, patient);
        this.schemaIds = schemaIds;
        this.breaker = breaker;
        this.window = new Window(MOST_UNDER_WAY, mostBytes);
    }

    /** Drains until the spool is empty or Kafka refuses. To be called again and again; blocks. */
    public void round() throws InterruptedException {
        Optional<SchemaIds> ids = schemaIds.get();
        if (spool.state().hooks() == 0) {
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

    /** Sends one row. When it fails the next takes its turn, for it may be that row's partition alone that is away. */
    private boolean probe(SchemaIds ids) throws InterruptedException {
        List<SpooledHook> next = spool.read(probed, 1, 1);
        if (next.isEmpty()) {
            if (probed == 0) {
                letAHookTry();
            }
            probed = 0;
            return false;
        }
        failed.set(false);
        send(next.get(0), ids);
        window.awaitEmpty();
        if (failed.get()) {
            probed = next.get(0).sequence();
            return false;
        }
        probed = 0;
        cursor = 0;
        breaker.close();
        return true;
    }

    /** What fails is met again after the end was reached: one partition that is away does not hold the others up. */
    private void drain(SchemaIds ids) throws InterruptedException {
        failed.set(false);
        List<SpooledHook> page = spool.read(cursor, PAGE, PAGE_BYTES);
        while (!page.isEmpty() && goesOn()) {
            for (SpooledHook hook : page) {
                if (goesOn()) {
                    send(hook, ids);
                    cursor = hook.sequence();
                }
            }
            page = goesOn() ? spool.read(cursor, PAGE, PAGE_BYTES) : page;
        }
        window.awaitEmpty();
        if (page.isEmpty()) {
            cursor = 0;
        }
    }

    private boolean goesOn() {
        return !failed.get() && !breaker.isOpen();
    }

    private void send(SpooledHook hook, SchemaIds ids) throws InterruptedException {
        Courier.Parcel parcel = courier.pack(hook.entry(), ids);
        int size = parcel.size();
        window.enter(size);
        courier.send(parcel, departure -> {
            departure.ifPresentOrElse(where -> gone(hook, where), () -> failed.set(true));
            window.leave(size);
        });
    }

    private void gone(SpooledHook hook, Departure where) {
        if (where == Departure.SET_ASIDE) {
            Delivery delivery = hook.entry().delivery();
            LoggedTrace.around(
                    delivery.traceparent().flatMap(TraceParent::traceId),
                    () -> LOG.error(
                            "spooled hook {} is refused by Kafka for good, by quarantine too: it is set aside on disk",
                            delivery.eventId()));
            spool.setAside(hook.sequence(), "Kafka refused it for good, and its quarantine record too");
        } else {
            spool.remove(hook.sequence(), where);
        }
    }
}
