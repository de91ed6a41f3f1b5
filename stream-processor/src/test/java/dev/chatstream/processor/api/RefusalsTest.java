/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.processor.access.Refusal;
import dev.chatstream.processor.support.LogCapture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final Refusals refusals = new Refusals(vertx, new SimpleMeterRegistry(), PAUSE);

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static List<String> lines(LogCapture log) {
        return log.text().lines().filter(line -> line.contains("not let in")).toList();
    }

    private static Callable<Boolean> told(LogCapture log, int count) {
        return () -> lines(log).size() == count;
    }

    @Test
    void tellsTheFirstAtOnceAndAllOthersTogetherAfterAPause() {
        try (LogCapture log = new LogCapture()) {
            // When
            vertx.runOnContext(go -> {
                refusals.add(Refusal.UNKNOWN_TOKEN);
                refusals.add(Refusal.ACCOUNT);
                refusals.add(Refusal.UNKNOWN_TOKEN);
                refusals.add(Refusal.UNKNOWN_TOKEN);
            });
            await().until(told(log, 2));

            // Then
            assertThat(lines(log))
                    .containsExactly(
                            "INFO requests were not let in: 1 x with an unknown token",
                            "INFO requests were not let in: 2 x with an unknown token,"
                                    + " 1 x for an account that the token does not list");
        }
    }

    @Test
    void saysNothingWhenNothingHappened() {
        try (LogCapture log = new LogCapture()) {
            // Given
            vertx.runOnContext(go -> refusals.add(Refusal.NOTHING_SHOWN));
            await().until(told(log, 1));
            await().during(PAUSE.multipliedBy(3)).until(told(log, 1));

            // When
            vertx.runOnContext(go -> refusals.add(Refusal.NO_SUCH_SESSION));

            // Then
            await().until(told(log, 2));
        }
    }
}
