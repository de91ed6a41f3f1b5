/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.RollingDimension;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.query.AccountState;
import dev.chatstream.processor.query.Panes;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.Summary;
import dev.chatstream.processor.query.SummaryQuery;
import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.rolling.TimeShare;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingStageTest {
    private static final String FIVE_MINUTES = "208|account||PT5M";

    @TempDir
    private Path stateDir;

    private final AtomicLong nanos = new AtomicLong();
    private PipelineFixture pipeline;

    /** What a subscriber holds. */
    private final Map<String, RollingMetrics> values = new TreeMap<>();

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir, PipelineFixture.breaker(1), NOON, Set.of(Dimension.ACCOUNT));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private List<TestRecord<String, byte[]>> after(Duration time) {
        nanos.addAndGet(time.toNanos());
        pipeline.driver.advanceWallClockTime(time);
        List<TestRecord<String, byte[]>> records = pipeline.read(Topic.METRICS_ROLLING);
        records.forEach(record -> take(record.key(), record.value()));
        return records;
    }

    private void take(String key, byte @Nullable [] value) {
        if (value == null) {
            assertThat(values.remove(key)).isNotNull();
        } else {
            values.put(key, PipelineFixture.CODECS.rolling().decode(value));
        }
    }

    private RollingMetrics value(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    @Test
    void writesEveryWindowSoonAfterTheFirstHook() {
        // Given a conversation that ended at 11:59
        pipeline.pipe(Hooks.sample());

        // When
        List<TestRecord<String, byte[]>> written = after(Duration.ofSeconds(1));

        // Then
        assertThat(values.keySet())
                .containsExactlyInAnyOrder(
                        FIVE_MINUTES,
                        "208|account||PT15M",
                        "208|account||PT1H",
                        "208|account||PT24H",
                        "208|account||today",
                        "208|account||P7D",
                        "208|account||P30D");
        RollingMetrics value = value(FIVE_MINUTES);
        assertThat(value.getDimension()).isEqualTo(RollingDimension.ACCOUNT);
        assertThat(value.getFrom()).isEqualTo(NOON.minus(Duration.ofMinutes(4)));
        assertThat(value.getTo()).isEqualTo(NOON.plus(Duration.ofMinutes(1)));
        assertThat(value.getAsOf()).isEqualTo(NOON.plusSeconds(1));
        assertThat(value.getConversations()).isEqualTo(1);
        assertThat(value.getFirstResponse().getP50()).isEqualTo(14);
        assertThat(value.getCsat()).isEqualTo(1);
        assertThat(value("208|account||today").getFrom()).isEqualTo(Instant.parse("2026-11-19T23:00:00Z"));
        assertThat(written).extracting(TestRecord::getRecordTime).containsOnly(NOON.plusSeconds(1));
    }

    @Test
    void writesAgainNoSoonerThanTheScheduleAllows() {
        // Given
        pipeline.pipe(Hooks.sample());
        after(Duration.ofSeconds(1));
        pipeline.pipe(Hooks.sample().channelId(2).event("second"));

        // Then
        assertThat(after(Duration.ofSeconds(9))).isEmpty();
        assertThat(after(Duration.ofSeconds(1)))
                .extracting(TestRecord::key)
                .containsExactlyInAnyOrder(FIVE_MINUTES, "208|account||PT15M", "208|account||PT1H");
        assertThat(value(FIVE_MINUTES).getConversations()).isEqualTo(2);
        assertThat(after(Duration.ofSeconds(50)))
                .extracting(TestRecord::key)
                .containsExactlyInAnyOrder("208|account||PT24H", "208|account||today");
        assertThat(after(Duration.ofMinutes(14)))
                .extracting(TestRecord::key)
                .contains("208|account||P7D", "208|account||P30D");
    }

    @Test
    void decaysWithoutTrafficUntilNothingIsLeft() {
        // Given
        pipeline.pipe(Hooks.sample());
        after(Duration.ofSeconds(1));

        // Then
        assertThat(after(Duration.between(NOON.plusSeconds(1), NOON.plusSeconds(4 * 60 - 1))))
                .isEmpty();
        assertThat(after(Duration.ofSeconds(1)))
                .extracting(TestRecord::key, TestRecord::value)
                .containsExactly(tuple(FIVE_MINUTES, null));
        after(Duration.ofHours(1));
        assertThat(values.keySet())
                .containsExactlyInAnyOrder(
                        "208|account||PT24H", "208|account||today", "208|account||P7D", "208|account||P30D");
        after(Duration.ofHours(11));
        assertThat(values).doesNotContainKey("208|account||today");
        after(Duration.ofHours(24));
        after(Duration.ofDays(7));
        assertThat(values).containsOnlyKeys("208|account||P30D");
        after(Duration.ofDays(24));
        assertThat(values).isEmpty();
        after(Duration.ofMinutes(15));
        assertThat(pipeline.rows(StoreNames.ROLLING)).isZero();
    }

    @Test
    void publishesTheFiguresThatTheApiGives() {
        // Given
        Random random = new Random(4);
        for (int hook = 0; hook < 300; hook++) {
            double age = Math.pow(random.nextDouble(), 6) * Duration.ofDays(31).toSeconds();
            pipeline.pipe(Hooks.sample().channelId(hook).event("e" + hook).endedAt(NOON.minusSeconds((long) age)));
        }

        // When
        after(Duration.ofSeconds(1));

        // Then, as questions are answered from the stores
        assertThat(values).hasSize(7);
        Panes panes = new PartitionPanes(pipeline.state());
        for (RollingWindow window : RollingWindow.values()) {
            RollingMetrics value = value("208|account||" + window.parameter());
            Summary summary = SummaryQuery.summary(
                    new AccountState(208, panes, value.getAsOf(), false),
                    DimensionKey.ACCOUNT,
                    window.at(value.getAsOf(), PipelineFixture.PRAGUE),
                    PipelineFixture.PRAGUE);
            assertThat(new TimeRange(value.getFrom(), value.getTo())).isEqualTo(summary.range());
            assertThat(value.getConversations())
                    .isEqualTo(summary.figures().count(Count.CONVERSATIONS))
                    .isPositive();
            assertThat(value.getResponseTime().getCount())
                    .isEqualTo(summary.figures().responseTime().count());
            assertThat(value.getFirstResponse().getP99()).isEqualTo((double)
                    summary.figures().firstResponse().percentile(99).getAsLong());
        }
    }

    @Test
    void leavesOutWhatEndedBeforeAWindow() {
        // When
        pipeline.pipe(Hooks.sample().endedAt(NOON.minus(Duration.ofDays(2))));
        pipeline.pipe(Hooks.sample().account(7).endedAt(NOON.minus(Duration.ofDays(34))));
        after(Duration.ofSeconds(1));

        // Then
        assertThat(values).containsOnlyKeys("208|account||P7D", "208|account||P30D");
        assertThat(pipeline.rows(StoreNames.ROLLING)).isEqualTo(1);
    }

    @Test
    void countsWhatEndsInTheFutureOnceTheClockIsThere() {
        // Given a sender's clock that is ahead
        pipeline.pipe(Hooks.sample().endedAt(NOON.plusSeconds(150)));
        after(Duration.ofSeconds(119));
        assertThat(values.keySet()).containsOnly("208|account||P7D", "208|account||P30D");

        // When
        after(Duration.ofSeconds(1));

        // Then
        assertThat(value(FIVE_MINUTES).getConversations()).isEqualTo(1);
    }

    @Test
    void takesValuesBackWhenARevisionMovesTheConversation() {
        // Given
        Instant begin = NOON.minus(Duration.ofHours(2));
        pipeline.pipe(Hooks.sample().between(begin, NOON.minusSeconds(60)));
        after(Duration.ofSeconds(1));

        // When
        pipeline.pipe(Hooks.sample()
                .event("ended earlier")
                .receivedAt(NOON.plusSeconds(2))
                .between(begin, begin.plusSeconds(60)));
        after(Duration.ofSeconds(10));

        // Then
        assertThat(values).doesNotContainKeys(FIVE_MINUTES, "208|account||PT15M", "208|account||PT1H");
        assertThat(value("208|account||PT24H").getConversations()).isEqualTo(1);
    }

    @Test
    void publishesAgentsWhenSwitchedOn() {
        // Given
        pipeline.close();
        pipeline = new PipelineFixture(
                stateDir, PipelineFixture.breaker(1), NOON, Set.of(Dimension.ACCOUNT, Dimension.AGENT));

        // When
        pipeline.pipe(Hooks.sample());
        after(Duration.ofSeconds(1));

        // Then
        assertThat(values).hasSize(14);
        RollingMetrics agent = value("208|agent|agent:3|P30D");
        assertThat(agent.getDimension()).isEqualTo(RollingDimension.AGENT);
        assertThat(agent.getValue()).isEqualTo("agent:3");
        assertThat(agent.getConversations()).isEqualTo(1);
    }

    @Test
    void sleepsWhileNothingIsDue() {
        // Given
        pipeline.pipe(Hooks.sample());
        after(Duration.ofSeconds(1));
        double looks = looks();

        // When
        for (int second = 0; second < 180; second++) {
            after(Duration.ofSeconds(1));
        }

        // Then
        assertThat(looks).isEqualTo(3);
        assertThat(looks()).isEqualTo(looks);
    }

    /** A tenth of the time, and each look takes a millisecond. */
    private void startWithLittleTime() {
        pipeline.close();
        pipeline = new PipelineFixture(
                stateDir,
                PipelineFixture.breaker(1),
                NOON,
                Set.of(Dimension.ACCOUNT),
                new TimeShare(0.1, 1, () -> nanos.addAndGet(1_000_000)));
    }

    private double looksAfterASecond() {
        double before = looks();
        after(Duration.ofSeconds(1));
        return looks() - before;
    }

    private double looks() {
        return pipeline.meters.counter("chatstream.processor.rolling.looks").count();
    }

    @Test
    void leavesTheTimeToHooksThatHaveWaited() {
        // Given
        startWithLittleTime();
        Instant received = NOON.minusSeconds(60);
        for (int account = 1; account <= 100; account++) {
            pipeline.pipe(Hooks.sample().account(account).endedAt(received).receivedAt(received));
        }

        // Then of 100 ms in a second a tenth is used, until no more of them have come for a while
        assertThat(looksAfterASecond()).isBetween(5.0, 15.0);
        for (int second = 2; second < 6; second++) {
            looksAfterASecond();
        }
        // 10 ms a second for five seconds; asking in vain for more time, and ending, take one each
        assertThat(looks()).isLessThanOrEqualTo(50);
        assertThat(looksAfterASecond() + looksAfterASecond()).isGreaterThan(50);
        while (looksAfterASecond() > 0) {
            assertThat(looks()).isLessThanOrEqualTo(300);
        }
        assertThat(values).hasSize(700);
    }

    @Test
    void looksAtAllOfAnIdlePartitionWhoseHooksAreOld() {
        // Given values of fresh hooks, and no more hooks for minutes
        startWithLittleTime();
        for (int account = 1; account <= 40; account++) {
            pipeline.pipe(Hooks.sample().account(account));
        }
        after(Duration.ofSeconds(10));
        after(Duration.ofSeconds(229));

        // When they all leave a window
        double looks = looksAfterASecond() + looksAfterASecond();

        // Then
        assertThat(looks).isEqualTo(40);
    }
}
