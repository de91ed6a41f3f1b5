/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.config.ClusterConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read local state, which blocks. Bounded, threads and queue, and ours, so that a stop can end them
 * after the last request and before the event loops.
 */
public final class Reads {
    private static final Logger log = LoggerFactory.getLogger(Reads.class);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final BlockingQueue<Runnable> waiting;
    private final ThreadPoolExecutor threads;
    private final Counter rejected;
    private final LongSupplier nanoTime;
    private final long longestNanos;

    /** @param config how many threads, how many questions may wait for one, and for how long; more are rejected */
    public Reads(Vertx vertx, ClusterConfig config, MeterRegistry meters, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.longestNanos = config.timeout().toNanos();
        this.waiting = new ArrayBlockingQueue<>(config.waiting());
        this.threads =
                new ThreadPoolExecutor(config.readers(), config.readers(), 0, TimeUnit.SECONDS, this.waiting, named());
        this.rejected = Counter.builder("chatstream.processor.reads.rejected")
                .description("Questions answered 503 because too many were waiting, or they themselves for too long")
                .register(meters);
        Gauge.builder("chatstream.processor.reads.waiting", this.waiting, BlockingQueue::size)
                .description("Questions that wait for a thread to read local state")
                .register(meters);
    }

    private static ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return runnable -> new Thread(runnable, "reads-" + number.getAndIncrement());
    }

    /**
     * Reads on one of the threads and answers where it was asked; {@code otherwise} when too many wait, this one has
     * waited for longer than another instance waits for its answer, or the program is stopping.
     */
    <T> Future<T> read(Supplier<T> reading, Supplier<T> otherwise) {
        Context asking = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        try {
            long asked = nanoTime.getAsLong();
            threads.execute(() -> run(waitedTooLong(asked) ? reject(otherwise) : reading, asking, answer));
        } catch (RejectedExecutionException e) {
            return Future.succeededFuture(reject(otherwise).get());
        }
        return answer.future();
    }

    /** Whoever asked has likely gone; reading for him would keep those waiting who have not. */
    private boolean waitedTooLong(long asked) {
        return nanoTime.getAsLong() - asked > longestNanos;
    }

    private <T> Supplier<T> reject(Supplier<T> otherwise) {
        rejected.increment();
        return otherwise;
    }

    private static <T> void run(Supplier<T> reading, Context asking, Promise<T> answer) {
        Runnable tell;
        try {
            T found = reading.get();
            tell = () -> answer.complete(found);
        } catch (RuntimeException | Error e) {
            tell = () -> answer.fail(e);
        }
        try {
            Runnable told = tell;
            asking.runOnContext(now -> told.run());
        } catch (RejectedExecutionException e) {
            log.debug("an answer came after the end");
        }
    }

    /** What waits is still answered. */
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("reading did not end in time");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
