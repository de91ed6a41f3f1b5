/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.threadchecker.BlockedThreadEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Fails the tests in which an event loop was blocked: Vert.x's own checker with a tight limit, listened to. */
public final class EventLoopWatch {
    private static final int LOOK_MILLIS = 50;
    /** The fuzzer rewrites classes while they are loaded, on whatever thread that is: some take more than a second. */
    private static final int LIMIT_MILLIS = System.getenv("JAZZER_FUZZ") == null ? 500 : 5_000;

    private final List<AssertionError> blocked = new CopyOnWriteArrayList<>();

    /** Builds a Vert.x whose event loops are watched. */
    public Vertx watched(VertxBuilder builder) {
        Vertx vertx = builder.with(new VertxOptions()
                        .setBlockedThreadCheckInterval(LOOK_MILLIS)
                        .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                        .setMaxEventLoopExecuteTime(LIMIT_MILLIS)
                        .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS))
                .build();
        ((VertxInternal) vertx).blockedThreadChecker().setThreadBlockedHandler(this::remember);
        return vertx;
    }

    private void remember(BlockedThreadEvent event) {
        AssertionError where = new AssertionError(event.thread().getName() + " was blocked for "
                + TimeUnit.NANOSECONDS.toMillis(event.duration()) + " ms");
        where.setStackTrace(event.thread().getStackTrace());
        blocked.add(where);
    }

    /** To be called at the end of each test. */
    public void assertNeverBlocked() {
        assertThat(blocked).isEmpty();
    }
}
