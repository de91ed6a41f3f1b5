/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

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

    /** @param waiting questions that may wait for a thread; more are rejected */
    public Reads(Vertx vertx, int threads, int waiting, MeterRegistry meters) {
        this.vertx = vertx;
        this.waiting = new ArrayBlockingQueue<>(waiting);
        this.threads = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, this.waiting, named());
        this.rejected = Counter.builder("chatstream.processor.reads.rejected")
                .description("Questions answered 503 because too many were waiting")
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
     * Reads on one of the threads and answers where it was asked; {@code otherwise} when too many wait, or the program
     * is stopping.
     */
    <T> Future<T> read(Supplier<T> reading, Supplier<T> otherwise) {
        Context asking = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        try {
            threads.execute(() -> run(reading, asking, answer));
        } catch (RejectedExecutionException e) {
            rejected.increment();
            return Future.succeededFuture(otherwise.get());
        }
        return answer.future();
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
