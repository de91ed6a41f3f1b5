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
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Every stream that is open, and what they watch. To be used on one event loop only. */
public final class Feeds {
    public static final String MEDIA_TYPE = "text/event-stream";

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final int most;
    private final Duration heartbeat;
    private final Map<Key, Feed> feeds = new HashMap<>();
    private final Set<EventStream> streams = new LinkedHashSet<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Counter dropped;
    private boolean closed;

    private record Key(long accountId, String name) {}

    /** @param most streams that may be open at a time */
    public Feeds(Vertx vertx, int most, MeterRegistry meters) {
        this(vertx, most, HEARTBEAT, meters);
    }

    /** @param heartbeat how often each stream shows that it is alive, and it is asked whether it is still allowed */
    public Feeds(Vertx vertx, int most, Duration heartbeat, MeterRegistry meters) {
        this.vertx = vertx;
        this.most = most;
        this.heartbeat = heartbeat;
        Gauge.builder("chatstream.processor.streams", open, AtomicInteger::get)
                .description("Event streams that are open")
                .register(meters);
        this.dropped = Counter.builder("chatstream.processor.streams.dropped")
                .description("Event streams closed because they were read too slowly")
                .register(meters);
    }

    /**
     * Sends events until the reader goes away. Returns whether it does so: not when as many streams are open as may be.
     *
     * @param watched questions by their names within the account; a name is the same question for everybody
     * @param allowed asked with every heartbeat; the stream ends when it says no
     */
    public boolean open(
            HttpServerRequest request,
            long accountId,
            Map<String, Supplier<Future<Value>>> watched,
            BooleanSupplier allowed) {
        if (open.get() >= most) {
            return false;
        }
        Map<String, Feed> mine = new HashMap<>();
        watched.forEach((name, question) -> mine.put(
                name,
                feeds.computeIfAbsent(
                        new Key(accountId, name), key -> new Feed(name, vertx, System::nanoTime, question))));
        EventStream stream = new EventStream(
                vertx, request, mine, heartbeat, allowed, dropped, ended -> leave(accountId, mine, ended));
        open.incrementAndGet();
        streams.add(stream);
        stream.start();
        if (closed) {
            stream.finish();
        }
        return true;
    }

    /** Ends every stream in good order, those that are just being opened too, so that readers open one elsewhere. */
    public void close() {
        closed = true;
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
