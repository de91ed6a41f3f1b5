/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rest is in {@link FeedsTest}. */
class FeedTest {
    @ParameterizedTest
    @CsvSource({"0, 1000", "50, 1000", "100, 2000", "250, 5000", "2000, 5000"})
    void restsForTwentyTimesWhatAnAnswerTookWithinBounds(long tookMillis, long rests) {
        assertThat(Feed.pauseMillis(tookMillis * 1_000_000)).isEqualTo(rests);
    }

    @Test
    void oneSlowAnswerIsNoReasonToRestAndTwoAre() {
        // Given: each answer takes 250 ms of a clock that nobody waits for
        Vertx vertx = Vertx.vertx();
        AtomicLong clock = new AtomicLong();
        AtomicInteger asked = new AtomicInteger();
        Feed feed = new Feed("q", vertx, clock::get, () -> {
            clock.addAndGet(Duration.ofMillis(250).toNanos());
            return Future.succeededFuture(new Value("1", Integer.toString(asked.incrementAndGet())));
        });
        feed.join((key, value) -> {});
        try {
            // When
            vertx.runOnContext(none -> feed.fresh());

            // Then
            await().atMost(Duration.ofSeconds(4)).until(() -> asked.get() == 2);
            await().during(Duration.ofSeconds(2)).until(() -> asked.get() == 2);
        } finally {
            vertx.close().await();
        }
    }
}
