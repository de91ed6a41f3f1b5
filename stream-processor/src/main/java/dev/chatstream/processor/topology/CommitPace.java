/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.processor.failure.Guarded;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks for commits at short intervals while hooks are fresh. While a backlog is worked off nobody waits for the result
 * of a single hook, and commits are left to Kafka Streams' own, longer interval: each costs much, however little is in
 * it. Once no hooks come any more, to any partition of this process, waiting would save nothing: the last ones are
 * committed as soon as fresh ones.
 */
final class CommitPace {
    /** Hooks received longer ago than this are a backlog. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int LOOKS_PER_INTERVAL = 4;
    private static final Duration MOST_LOOKS = Duration.ofMillis(5);

    private final ProcessorContext<?, ?> context;
    private final Duration interval;
    private final AtomicLong lastBusy;
    private @Nullable Cancellable looks;
    private boolean uncommitted;
    private boolean processedSinceLook;
    private long committedAt;

    private CommitPace(ProcessorContext<?, ?> context, Duration interval, AtomicLong lastBusy) {
        this.context = context;
        this.interval = interval;
        this.lastBusy = lastBusy;
        this.committedAt = context.currentSystemTimeMs();
    }

    /**
     * @param interval between the commits of fresh hooks
     * @param lastBusy when hooks of any partition of this process were last seen being processed, in epoch
     *     milliseconds; one for all tasks
     */
    static CommitPace start(ProcessorContext<?, ?> context, Duration interval, AtomicLong lastBusy) {
        CommitPace pace = new CommitPace(context, interval, lastBusy);
        Duration look = interval.dividedBy(LOOKS_PER_INTERVAL);
        pace.looks = Guarded.schedule(
                context,
                Operators.IDENTITY,
                look.compareTo(MOST_LOOKS) < 0 ? MOST_LOOKS : look,
                PunctuationType.WALL_CLOCK_TIME,
                pace::look);
        return pace;
    }

    void stop() {
        if (looks != null) {
            looks.cancel();
        }
    }

    /** Whether the hooks that are processed at {@code now} have been waiting. */
    static boolean isBacklog(ProcessorContext<?, ?> context, long now) {
        return context.currentStreamTimeMs() < now - FRESH.toMillis();
    }

    void processed() {
        uncommitted = true;
        processedSinceLook = true;
    }

    void committed() {
        uncommitted = false;
        committedAt = context.currentSystemTimeMs();
    }

    private void look(long now) {
        if (processedSinceLook) {
            processedSinceLook = false;
            lastBusy.set(now);
        }
        if (uncommitted && isOver(committedAt, now) && (!isBacklog(context, now) || isOver(lastBusy.get(), now))) {
            context.commit();
        }
    }

    private boolean isOver(long since, long now) {
        return now - since >= interval.toMillis();
    }
}
