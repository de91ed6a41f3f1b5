/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.load;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Posts hooks of many accounts at a steady rate, whatever the answers take, until it is closed. */
public final class SteadyPosts implements AutoCloseable {
    private static final long TICK_MILLIS = 5;
    private static final double NANOS = 1e9;
    private static final int CONNECTIONS = 32;
    private static final int OK = 200;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1"), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    private final Bodies bodies;
    private final URI url;
    private final int accounts;
    private final int perSecond;
    private final long begin = System.nanoTime();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long timer;
    private volatile boolean closed;
    private long sent;

    public SteadyPosts(URI url, Bodies bodies, int accounts, int perSecond) {
        this.url = url;
        this.bodies = bodies;
        this.accounts = accounts;
        this.perSecond = perSecond;
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> sendDue());
    }

    private void sendDue() {
        long due = (long) ((System.nanoTime() - begin) / NANOS * perSecond);
        for (; sent < due && !closed; sent++) {
            Buffer body = Buffer.buffer(bodies.next(1 + sent % accounts, Instant.now()));
            client.request(HttpMethod.POST, url.getPort(), url.getHost(), url.getPath())
                    .compose(request -> request.putHeader("content-type", "application/json")
                            .send(body))
                    .compose(response -> response.end().map(end -> response.statusCode()))
                    .onSuccess(status -> (status == OK ? answered : failed).incrementAndGet())
                    .onFailure(failure -> failed.incrementAndGet());
        }
    }

    /** How many are to be sent each second. */
    public int wanted() {
        return perSecond;
    }

    /** Answers 200 so far, in the mean of a second. */
    public double perSecond() {
        return answered.get() / ((System.nanoTime() - begin) / NANOS);
    }

    public long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
        vertx.close().await();
    }
}
