/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Every stream that is open, and what they watch. To be used on one event loop only. */
public final class Feeds {
    private final Vertx vertx;
    private final int most;
    private final Map<Key, Feed> feeds = new HashMap<>();
    private final Set<EventStream> streams = new LinkedHashSet<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Counter dropped;

    private record Key(long accountId, String name) {}

    /** @param most streams that may be open at a time */
    public Feeds(Vertx vertx, int most, MeterRegistry meters) {
        this.vertx = vertx;
        this.most = most;
        Gauge.builder("chatstream.processor.streams", open, AtomicInteger::get)
                .description("Event streams that are open")
                .register(meters);
        this.dropped = Counter.builder("chatstream.processor.streams.dropped")
                .description("Event streams closed because they were read too slowly")
                .register(meters);
    }

    /** Whether one more stream may be opened. */
    public boolean full() {
        return open.get() >= most;
    }

    /**
     * Sends events until the reader goes away.
     *
     * @param watched questions by their names within the account; a name is the same question for everybody
     * @param allowed asked with every heartbeat; the stream ends when it says no
     */
    public void open(
            HttpServerRequest request,
            long accountId,
            Map<String, Supplier<Future<Value>>> watched,
            BooleanSupplier allowed) {
        Map<String, Feed> mine = new HashMap<>();
        watched.forEach((name, question) -> mine.put(
                name,
                feeds.computeIfAbsent(
                        new Key(accountId, name), key -> new Feed(name, vertx, System::nanoTime, question))));
        EventStream stream =
                new EventStream(vertx, request, mine, allowed, dropped, ended -> leave(accountId, mine, ended));
        open.incrementAndGet();
        streams.add(stream);
        stream.start();
    }

    /** Ends every stream in good order, so that its reader opens one elsewhere. */
    public void close() {
        Set.copyOf(streams).forEach(EventStream::finish);
    }

    private void leave(long accountId, Map<String, Feed> watched, EventStream stream) {
        open.decrementAndGet();
        streams.remove(stream);
        watched.forEach((name, feed) -> {
            if (feed.leave(stream)) {
                feeds.remove(new Key(accountId, name));
            }
        });
    }
}
