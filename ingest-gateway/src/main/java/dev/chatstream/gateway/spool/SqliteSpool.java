/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.config.SpoolConfig;
import dev.chatstream.gateway.metrics.SpoolMetrics;
import dev.chatstream.gateway.publish.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A spool in an SQLite database. One thread writes: it takes all that has come up meanwhile, commits it as one, which
 * is one fsync for many hooks, and then answers.
 */
public final class SqliteSpool implements Spool {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteSpool.class);
    private static final Spooling TIMED_OUT = new Spooling.Refused(Refusal.SPOOL_TIMEOUT);
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final long timeoutNanos;
    private final SpoolMetrics metrics;
    private final SpoolWriter writer;
    private final Thread thread;
    private final Queue<PendingAppend> deadlines = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * Opens the spool in the folder.
     *
     * @throws SpoolException when the folder cannot be used as it is
     */
    public SqliteSpool(Path folder, SpoolConfig config, SpoolMetrics metrics) {
        this.timeoutNanos = config.timeout().toNanos();
        this.metrics = metrics;
        metrics.expect(Departure.values());
        writer = new SpoolWriter(SpoolFolder.claim(folder), config, metrics);
        writer.open();
        thread = new Thread(writer, "gateway-spool");
        thread.setDaemon(true);
        thread.start();
        SpoolState found = state();
        if (found.hooks() > 0) {
            LOG.info("the spool in {} holds {} hooks, they are drained when Kafka takes them", folder, found.hooks());
        }
    }

    @Override
    public void append(SpoolEntry entry, Consumer<Spooling> whenDone) {
        @Nullable Trouble trouble = writer.trouble();
        if (trouble != null) {
            whenDone.accept(trouble.refusal());
            return;
        }
        PendingAppend pending = new PendingAppend(entry, whenDone, System.nanoTime());
        deadlines.add(pending);
        writer.add(new SpoolTask.Append(pending));
        if (closed) {
            // nobody sweeps any more
            pending.answer(TIMED_OUT);
        }
    }

    /** Answers for entries that the disk has been silent about for too long. To be called often, by one thread. */
    public void sweepDeadlines() {
        long now = System.nanoTime();
        PendingAppend oldest = deadlines.peek();
        while (oldest != null && (oldest.isAnswered() || oldest.ageNanos(now) >= timeoutNanos)) {
            deadlines.remove();
            if (oldest.answer(TIMED_OUT)) {
                metrics.timedOut();
            }
            oldest = deadlines.peek();
        }
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(writer.trouble()).map(Trouble::words);
    }

    @Override
    public SpoolState state() {
        return writer.state();
    }

    @Override
    public List<SpooledHook> read(long after, int most, long bytes) throws InterruptedException {
        CompletableFuture<List<SpooledHook>> found = new CompletableFuture<>();
        writer.add(new SpoolTask.Read(after, most, bytes, found));
        while (!found.isDone() && thread.isAlive()) {
            try {
                return found.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                LOG.debug("the spool has not answered yet");
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return found.getNow(List.of());
    }

    @Override
    public void remove(long sequence, Departure where) {
        writer.add(new SpoolTask.Remove(sequence, where));
    }

    @Override
    public void setAside(long sequence, String why) {
        writer.add(new SpoolTask.SetAside(sequence, why));
    }

    @Override
    public void close() {
        writer.stop();
        try {
            thread.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        sweepAll();
    }

    private void sweepAll() {
        deadlines.forEach(pending -> pending.answer(TIMED_OUT));
        deadlines.clear();
    }
}
