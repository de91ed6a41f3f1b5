/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.demo;

import dev.chatstream.local.simulator.HookStream;
import dev.chatstream.local.simulator.SimulatedHook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Posts a stream of hooks, each when it is due, with a bounded number under way. */
public final class Demo implements AutoCloseable {
    private static final int UNDER_WAY = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Semaphore underWay = new Semaphore(UNDER_WAY);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final DemoCount count = new DemoCount();
    private final URI hooks;
    private final HookStream stream;
    private final Thread thread = new Thread(this::run, "demo");

    /** A demo that has not started; the stream's time must be that of the wall clock. */
    public Demo(URI hooks, HookStream stream) {
        this.hooks = hooks;
        this.stream = stream;
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public DemoCount count() {
        return count;
    }

    private void run() {
        try {
            while (true) {
                SimulatedHook hook = stream.next();
                Duration wait = Duration.between(Instant.now(), hook.sentAt());
                if (stopped.await(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS)) {
                    return;
                }
                underWay.acquire();
                post(hook);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(SimulatedHook hook) {
        HttpRequest request = HttpRequest.newBuilder(hooks)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(hook.body()))
                .build();
        count.posted();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) -> {
                    underWay.release();
                    if (failure == null) {
                        count.answered(answer.statusCode());
                    } else {
                        count.unanswered();
                    }
                });
    }

    /** Posts nothing more and waits until what is under way is answered. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(PATIENCE.toMillis());
            if (underWay.tryAcquire(UNDER_WAY, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                underWay.release(UNDER_WAY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
