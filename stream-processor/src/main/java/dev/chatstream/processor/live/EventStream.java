/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

import com.fasterxml.jackson.databind.node.TextNode;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One reader of server-sent events: a snapshot of all that it watches, then an update whenever something changed. There
 * is nothing to replay: whoever comes back gets a new snapshot.
 */
final class EventStream implements Feed.Watcher {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);

    /** Whoever lets this much lie unread is not reading. */
    private static final int MOST_UNREAD_CHARACTERS = 1 << 20;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Map<String, Feed> watched;
    private final BooleanSupplier allowed;
    private final Counter dropped;
    private final Consumer<EventStream> onEnd;
    private long heartbeat;
    private boolean snapshotSent;
    private boolean ended;

    /** Characters written that the connection has not taken yet. */
    private long unread;

    /** @param onEnd told, once, when the reader is gone or was dropped */
    EventStream(
            Vertx vertx,
            HttpServerRequest request,
            Map<String, Feed> watched,
            BooleanSupplier allowed,
            Counter dropped,
            Consumer<EventStream> onEnd) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.watched = watched;
        this.allowed = allowed;
        this.dropped = dropped;
        this.onEnd = onEnd;
    }

    void start() {
        response.closeHandler(closed -> end());
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // compressed events would wait for each other
                .putHeader("Content-Encoding", "identity")
                .putHeader("X-Accel-Buffering", "no");
        write("retry: " + RECONNECT_AFTER.toMillis() + "\n\n");
        heartbeat = vertx.setPeriodic(HEARTBEAT.toMillis(), fired -> beat());
        watched.values().forEach(feed -> feed.join(this));
        Map<String, Future<Value>> values = new TreeMap<>();
        watched.forEach((key, feed) -> values.put(key, feed.fresh()));
        Future.join(values.values().stream().toList()).onComplete(all -> sendSnapshot(values));
    }

    private void sendSnapshot(Map<String, Future<Value>> values) {
        StringBuilder data =
                new StringBuilder("{\"asOf\":\"").append(Instant.now()).append("\",\"values\":{");
        String separator = "";
        for (Map.Entry<String, Future<Value>> value : values.entrySet()) {
            if (value.getValue().succeeded()) {
                data.append(separator)
                        .append(keyed(value.getKey(), value.getValue().result()));
                separator = ",";
            }
        }
        event("snapshot", data.append("}}").toString());
        snapshotSent = true;
    }

    @Override
    public void changed(String key, Value value) {
        if (snapshotSent) {
            event("update", "{\"key\":" + quoted(key) + ",\"value\":" + value.json() + "}");
        }
    }

    /** Stops watching. */
    private void end() {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(heartbeat);
            onEnd.accept(this);
        }
    }

    private void beat() {
        if (allowed.getAsBoolean()) {
            event("heartbeat", "{\"asOf\":\"" + Instant.now() + "\"}");
        } else {
            finish();
        }
    }

    /** Nothing more comes; the reader sees a whole answer, and a browser opens another stream. */
    void finish() {
        end();
        if (!response.ended()) {
            response.end();
        }
    }

    private void event(String name, String data) {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    private void write(String frame) {
        if (ended || response.ended() || response.closed()) {
            return;
        }
        if (unread > MOST_UNREAD_CHARACTERS) {
            dropped.increment();
            end();
            // whatever lies unread may keep the connection for a while
            request.connection().close();
            return;
        }
        unread += frame.length();
        response.write(frame).onComplete(written -> unread -= frame.length());
    }

    private static String keyed(String key, Value value) {
        return quoted(key) + ":" + value.json();
    }

    /** Keys are made of the API's own words and of parameters that were checked; both may still hold quotes. */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
