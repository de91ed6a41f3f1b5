/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.config.SpoolConfig;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.metrics.SpoolMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the spool alone: hooks a second that are fsynced, with so many waiting at once, and how fast they are read
 * and removed. Arguments: a folder on the disk in question, hooks, waiting at once.
 */
public final class SpoolMeasurement {
    private static final int PAGE = 256;
    private static final long PAGE_BYTES = 1024 * 1024;

    private final SqliteSpool spool;
    private final SpoolEntry entry;
    private final int hooks;
    private final long[] nanos;
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch done;

    private SpoolMeasurement(SqliteSpool spool, int hooks) {
        this.spool = spool;
        this.hooks = hooks;
        this.nanos = new long[hooks];
        this.done = new CountDownLatch(hooks);
        this.entry = new SpoolEntry(
                new Delivery(HookTexts.sample("hook-current.json"), "shop", Instant.now(), "application/json", null),
                Optional.empty());
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "spool");
        int hooks = Integer.parseInt(arguments[1]);
        for (String waiting : arguments[2].split(",")) {
            try (SqliteSpool spool = new SqliteSpool(
                    folder,
                    new SpoolConfig(Optional.of(folder), 8L << 30, 0, Duration.ofSeconds(30)),
                    new SpoolMetrics(new SimpleMeterRegistry()))) {
                SpoolMeasurement measurement = new SpoolMeasurement(spool, hooks);
                measurement.append(Integer.parseInt(waiting));
                measurement.drain();
            }
        }
    }

    private void append(int waiting) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < waiting; i++) {
            next();
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%d waiting: %.0f hooks/s spooled, p50 %.2f ms, p99 %.2f ms, max %.1f ms, %d MiB on disk%n",
                waiting,
                hooks / seconds,
                nanos[hooks / 2] / 1e6,
                nanos[hooks - hooks / 100 - 1] / 1e6,
                nanos[hooks - 1] / 1e6,
                spool.state().bytes() >> 20);
    }

    private void next() {
        int number = begun.getAndIncrement();
        if (number < hooks) {
            long since = System.nanoTime();
            spool.append(entry, spooling -> {
                if (!(spooling instanceof Spooling.Spooled)) {
                    throw new IllegalStateException(spooling.toString());
                }
                nanos[number] = System.nanoTime() - since;
                next();
                done.countDown();
            });
        }
    }

    private void drain() throws InterruptedException {
        long start = System.nanoTime();
        long cursor = 0;
        List<SpooledHook> page = spool.read(cursor, PAGE, PAGE_BYTES);
        while (!page.isEmpty()) {
            page.forEach(hook -> spool.remove(hook.sequence(), Departure.STORED));
            cursor = page.get(page.size() - 1).sequence();
            page = spool.read(cursor, PAGE, PAGE_BYTES);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "            %.0f hooks/s read and removed%n", hooks / seconds);
    }
}
