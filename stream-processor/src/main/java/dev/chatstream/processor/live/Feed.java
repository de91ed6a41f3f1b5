/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watched question, asked once however many watch it. Lives on one event loop. A question is asked again a second
 * after its answer, or later when answering takes long: twenty times as long, five seconds at most. The shorter one of
 * the last two decides, because a single long one may have waited for another instance or a thread.
 */
final class Feed {
    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int PAUSE_PER_COST = 20;
    private static final long NO_TIMER = -1;

    private final String key;
    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Supplier<Future<Value>> question;
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private @Nullable Value last;
    private long askedAt;
    private long costBefore;
    private @Nullable Future<Value> underWay;
    private long timer = NO_TIMER;

    /** Who is told about changes. */
    interface Watcher {
        void changed(String key, Value value);
    }

    Feed(String key, Vertx vertx, LongSupplier nanoTime, Supplier<Future<Value>> question) {
        this.key = key;
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.question = question;
    }

    void join(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Returns whether nobody is left, so that the feed can go. */
    boolean leave(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty()) {
            cancelTimer();
        }
        return watchers.isEmpty();
    }

    /** A value that is at most a second old. */
    Future<Value> fresh() {
        Value known = last;
        if (known != null && nanoTime.getAsLong() - askedAt < AT_MOST_EVERY.toNanos()) {
            return Future.succeededFuture(known);
        }
        return ask();
    }

    /** The latest answer; empty before the first. */
    Optional<Value> newest() {
        return Optional.ofNullable(last);
    }

    private Future<Value> ask() {
        Future<Value> asking = underWay;
        if (asking != null) {
            return asking;
        }
        cancelTimer();
        askedAt = nanoTime.getAsLong();
        // within a future, so that what it throws does not end the asking
        Future<Value> asked = Future.<Void>succeededFuture().compose(none -> question.get());
        underWay = asked;
        return asked.onComplete(answer -> {
            underWay = null;
            if (answer.succeeded()) {
                tell(answer.result());
            } else {
                log.atError().setCause(answer.cause()).log("a watched question failed");
            }
            askAgainLater(nanoTime.getAsLong() - askedAt);
        });
    }

    private void tell(Value value) {
        Value before = last;
        last = value;
        if (before == null || !before.sense().equals(value.sense())) {
            Set.copyOf(watchers).forEach(watcher -> watcher.changed(key, value));
        }
    }

    private void askAgainLater(long costNanos) {
        if (!watchers.isEmpty() && timer == NO_TIMER) {
            timer = vertx.setTimer(pauseMillis(Math.min(costBefore, costNanos)), fired -> {
                timer = NO_TIMER;
                ask();
            });
        }
        costBefore = costNanos;
    }

    /** How long a question rests after an answer that took {@code costNanos}. */
    static long pauseMillis(long costNanos) {
        long pause = Math.max(AT_MOST_EVERY.toMillis(), PAUSE_PER_COST * costNanos / 1_000_000);
        return Math.min(pause, LONGEST_PAUSE.toMillis());
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
