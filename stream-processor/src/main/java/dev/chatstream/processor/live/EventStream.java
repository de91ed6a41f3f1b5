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
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One reader of server-sent events: a snapshot of all that it watches, then an update whenever something changed. There
 * is nothing to replay: whoever comes back gets a new snapshot.
 */
final class EventStream implements Feed.Watcher {
    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);

    /** Whoever lets this much lie unread is not reading. */
    private static final int MOST_UNREAD_CHARACTERS = 1 << 20;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Map<String, Feed> watched;
    private final Duration pause;
    private final BooleanSupplier allowed;
    private final Counter dropped;
    private final Consumer<EventStream> onEnd;
    private long heartbeat;
    private boolean snapshotSent;
    private boolean ended;

    /** Characters written that the connection has not taken yet. */
    private long unread;

    /**
     * @param pause between two heartbeats
     * @param onEnd told, once, when the reader is gone or was dropped
     */
    EventStream(
            Vertx vertx,
            HttpServerRequest request,
            Map<String, Feed> watched,
            Duration pause,
            BooleanSupplier allowed,
            Counter dropped,
            Consumer<EventStream> onEnd) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.watched = watched;
        this.pause = pause;
        this.allowed = allowed;
        this.dropped = dropped;
        this.onEnd = onEnd;
    }

    void start() {
        response.closeHandler(closed -> end());
        if (response.closed()) {
            // gone while its stream was prepared; the handler is not told of that any more
            end();
            return;
        }
        response.setChunked(true)
                .putHeader("Content-Type", Feeds.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                // compressed events would wait for each other
                .putHeader("Content-Encoding", "identity")
                .putHeader("X-Accel-Buffering", "no");
        write("retry: " + RECONNECT_AFTER.toMillis() + "\n\n");
        heartbeat = vertx.setPeriodic(pause.toMillis(), fired -> beat());
        watched.values().forEach(feed -> feed.join(this));
        Future.join(watched.values().stream().map(Feed::fresh).toList()).onComplete(all -> sendSnapshot());
    }

    /** With what is newest now: while one answer was waited for, others may have changed without an update. */
    private void sendSnapshot() {
        StringJoiner values = new StringJoiner(",", "{", "}");
        new TreeMap<>(watched)
                .forEach((key, feed) -> feed.newest().ifPresent(value -> values.add(quoted(key) + ":" + value.json())));
        event("snapshot", "{\"asOf\":\"" + Instant.now() + "\",\"values\":" + values + "}");
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

    /**
     * Nothing more comes; the reader sees a whole answer, and a browser opens another stream. The connection may stay
     * open for other requests, and then nobody is told that it was closed.
     */
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

    /** Keys are made of the API's own words and of parameters that were checked; both may still hold quotes. */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
