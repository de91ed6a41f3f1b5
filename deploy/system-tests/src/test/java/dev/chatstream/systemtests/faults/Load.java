/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders that go on until they are stopped, at a bounded rate: what is not answered in time slows them down, and what
 * was missed meanwhile is not made up for. Each number is sent once, whatever becomes of it.
 */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong numbers;
    private final long pauseNanos;
    private final AtomicLong nextDue = new AtomicLong(System.nanoTime());
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<Reply, AtomicLong> counts = new EnumMap<>(Reply.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * Starts to send.
     *
     * @param numbers where the next number comes from
     * @param ports of the gateways, which the senders share evenly
     */
    Load(AtomicLong numbers, List<Integer> ports, int senders, int perSecond) {
        this.numbers = numbers;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (Reply reply : Reply.values()) {
            counts.put(reply, new AtomicLong());
        }
        for (int sender = 0; sender < senders; sender++) {
            int port = ports.get(sender % ports.size());
            threads.execute(() -> sendUntilStopped(port));
        }
    }

    private void sendUntilStopped(int port) {
        try (Sender sender = new Sender(port)) {
            for (awaitTurn(); !stopped; awaitTurn()) {
                begun.incrementAndGet();
                Answer answer = sender.send(Numbered.of(numbers.getAndIncrement()));
                answers.add(answer);
                count(answer.reply()).incrementAndGet();
            }
        }
    }

    private void awaitTurn() {
        long now = System.nanoTime();
        long due = nextDue.updateAndGet(last -> Math.max(last, now) + pauseNanos);
        while (!stopped && System.nanoTime() - due < 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** How often senders were told this until now. */
    long told(Reply reply) {
        return count(reply).get();
    }

    private AtomicLong count(Reply reply) {
        AtomicLong count = counts.get(reply);
        if (count == null) {
            throw new IllegalStateException(reply.name());
        }
        return count;
    }

    /** Stops, lets every request under way be answered, and gives all answers. */
    List<Answer> stop() {
        stopped = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("senders still wait for answers after " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        List<Answer> all = List.copyOf(answers);
        if (all.size() != begun.get()) {
            throw new AssertionError(begun.get() + " sent, but the fate is known of " + all.size());
        }
        return all;
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
