/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import dev.chatstream.gateway.record.WithoutMessage;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work beside the way of the hooks, again and again, on threads of its own that may block. */
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final ScheduledExecutorService threads;

    Background(int size) {
        threads = Executors.newScheduledThreadPool(size, work -> {
            Thread thread = new Thread(work, "gateway-background");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Work that may be interrupted when the gateway stops. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Runs the work now and again that long after each run. */
    void repeat(Duration pause, Work work) {
        ScheduledFuture<?> unused =
                threads.scheduleWithFixedDelay(() -> guarded(work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is thrown here would end the repetition without a word. */
    private static void guarded(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("background work failed; it will be tried again", WithoutMessage.of(e));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
