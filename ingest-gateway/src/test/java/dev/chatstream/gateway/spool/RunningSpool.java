/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.config.SpoolConfig;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.metrics.SpoolMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A spool in a temporary folder. */
public final class RunningSpool implements AutoCloseable {
    public static final long MEBIBYTE = 1024 * 1024;

    public final SimpleMeterRegistry meters;
    public final SqliteSpool spool;

    public RunningSpool(Path folder) {
        this(folder, 64 * MEBIBYTE, 0);
    }

    public RunningSpool(Path folder, long maxBytes, long minFree) {
        this(folder, maxBytes, minFree, new SimpleMeterRegistry());
    }

    RunningSpool(Path folder, long maxBytes, long minFree, SimpleMeterRegistry meters) {
        this.meters = meters;
        spool = new SqliteSpool(
                folder,
                new SpoolConfig(Optional.of(folder), maxBytes, minFree, Duration.ofSeconds(10)),
                new SpoolMetrics(meters));
    }

    public static SpoolEntry entry(String text) {
        return new SpoolEntry(delivery(HookTexts.bytes(text)), Optional.empty());
    }

    public static Delivery delivery(byte[] body) {
        return new Delivery(body, "shop", Instant.ofEpochMilli(1234), "application/json", "trace");
    }

    public Spooling append(String text) {
        return append(entry(text));
    }

    public Spooling append(SpoolEntry entry) {
        CompletableFuture<Spooling> answer = new CompletableFuture<>();
        spool.append(entry, answer::complete);
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Appends many at once, so that few commits take them. */
    public void appendAll(List<String> texts) {
        List<CompletableFuture<Spooling>> answers = new ArrayList<>();
        for (String text : texts) {
            CompletableFuture<Spooling> answer = new CompletableFuture<>();
            answers.add(answer);
            spool.append(entry(text), answer::complete);
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(
                                answer.orTimeout(20, TimeUnit.SECONDS).join())
                        .isEqualTo(new Spooling.Spooled()));
    }

    /** Appends texts until one is refused, and says how many were taken. */
    public int fill(String text) {
        int taken = 0;
        while (append(text + taken) instanceof Spooling.Spooled) {
            taken++;
        }
        return taken;
    }

    public List<SpooledHook> all() throws InterruptedException {
        return spool.read(0, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    public List<String> bodies() throws InterruptedException {
        List<String> bodies = new ArrayList<>();
        for (SpooledHook hook : all()) {
            bodies.add(new String(hook.entry().delivery().body(), StandardCharsets.UTF_8));
        }
        return bodies;
    }

    /** Returns once a state was reported that knows all that was asked before. */
    void touch() throws InterruptedException {
        all();
        all();
    }

    public void removeAll() throws InterruptedException {
        all().forEach(hook -> spool.remove(hook.sequence(), Departure.STORED));
        await().until(() -> spool.state().hooks() == 0);
    }

    @Override
    public void close() {
        spool.close();
    }
}
