/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A watch that never barks would be worth nothing. */
class EventLoopWatchTest {
    private final EventLoopWatch watch = new EventLoopWatch();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void failsATestInWhichAnEventLoopWasBlocked() {
        // Given
        Vertx vertx = watch.watched(Vertx.builder());

        // When
        vertx.runOnContext(go -> block());

        // Then
        await().untilAsserted(() -> assertThatThrownBy(watch::assertNeverBlocked)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("vert.x-eventloop"));
        end.countDown();
        vertx.close();
    }

    private void block() {
        try {
            end.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
