/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.support.Hooks;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an alert on first responses is made of. */
class FirstResponseMeterTest {
    @TempDir
    Path stateDir;

    private PipelineFixture pipeline;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private Timer meter() {
        return pipeline.meters.get("chatstream.processor.first.response").timer();
    }

    private double within(int seconds) {
        return Arrays.stream(meter().takeSnapshot().histogramCounts())
                .filter(bucket -> bucket.bucket(TimeUnit.SECONDS) == seconds)
                .mapToDouble(CountAtBucket::count)
                .sum();
    }

    private static Hooks answeredAfter(long channel, long seconds) {
        return Hooks.sample()
                .channelId(channel)
                .event("event " + channel)
                .channel(c -> c.setFirstResponse(seconds).setDuration(3_600L));
    }

    @Test
    void countsFirstResponsesUpToEachOfTheConfiguredSeconds() {
        // When
        pipeline.pipe(answeredAfter(1, 30).between(Hooks.NOON.minusSeconds(3_600), Hooks.NOON));
        pipeline.pipe(answeredAfter(2, 31).between(Hooks.NOON.minusSeconds(3_600), Hooks.NOON));
        pipeline.pipe(answeredAfter(3, 900).between(Hooks.NOON.minusSeconds(3_600), Hooks.NOON));

        // Then
        assertThat(within(30)).isEqualTo(1);
        assertThat(within(60)).isEqualTo(2);
        assertThat(meter().count()).isEqualTo(3);
    }

    @Test
    void countsAConversationOnceHoweverOftenItComes() {
        // Given
        pipeline.pipe(Hooks.sample());

        // When
        pipeline.pipe(Hooks.sample());
        pipeline.pipe(Hooks.sample()
                .event("revised")
                .receivedAt(Hooks.NOON.plusSeconds(1))
                .channel(c -> c.setFirstResponse(20L)));

        // Then
        assertThat(pipeline.hooks("revision")).isEqualTo(1);
        assertThat(meter().count()).isEqualTo(1);
        assertThat(meter().totalTime(TimeUnit.SECONDS)).isEqualTo(14);
    }

    @Test
    void countsAConversationWhenARevisionIsTheFirstToKnowIt() {
        // Given
        pipeline.pipe(Hooks.sample().channel(c -> c.setFirstResponse(null)));
        assertThat(meter().count()).isZero();

        // When
        pipeline.pipe(Hooks.sample().event("revised").receivedAt(Hooks.NOON.plusSeconds(1)));

        // Then
        assertThat(meter().count()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatTheFiguresLeaveOut() {
        // When
        pipeline.pipe(Hooks.sample().channelId(1).channel(c -> c.setFirstResponse(-1L)));
        pipeline.pipe(Hooks.sample().channelId(2).channel(c -> c.setIsOffline(true)));
        pipeline.pipe(Hooks.sample()
                .channelId(3)
                .endedAt(Hooks.NOON.minus(PipelineFixture.RETENTION).minus(Duration.ofMillis(1))));

        // Then
        assertThat(meter().count()).isZero();
    }
}
