/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.config.ClusterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final Reads reads = new Reads(
            vertx, new ClusterConfig(Optional.empty(), Optional.empty(), TIMEOUT, 1, 1, 1), meters, nanos::get);

    @AfterEach
    void stop() {
        reads.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({"0, read, 0", "1, otherwise, 1"})
    void readsOnlyWhatSomebodyMayStillBeWaitingFor(long nanosTooLong, String expected, double rejected) {
        // Given the only thread is busy
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        Future<String> first = reads.read(
                () -> {
                    begun.countDown();
                    return waitFor(busy);
                },
                () -> "otherwise");
        waitFor(begun);

        // When
        Future<String> second = reads.read(
                () -> {
                    read.incrementAndGet();
                    return "read";
                },
                () -> "otherwise");
        nanos.addAndGet(TIMEOUT.toNanos() + nanosTooLong);
        busy.countDown();

        // Then
        assertThat(first.await()).isEqualTo("read");
        assertThat(second.await()).isEqualTo(expected);
        assertThat(read.get()).isEqualTo(expected.equals("read") ? 1 : 0);
        assertThat(meters.counter("chatstream.processor.reads.rejected").count())
                .isEqualTo(rejected);
    }

    private static String waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "read";
    }
}
