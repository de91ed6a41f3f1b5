/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.store.ConversationStore;
import dev.chatstream.processor.store.RevisionsCodec;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wrong clock moves and expires nothing, in any of the stores. */
class OddTimesTest {
    /** The oldest that the minutes, the quarters and the conversations still take. */
    private static final Instant THREE_DAYS_AGO = NOON.minus(Duration.ofHours(71));

    private static final Instant A_MONTH_AGO = NOON.minus(Duration.ofDays(34));

    private static final Instant SECONDS_TAKEN_FOR_MILLIS = Instant.ofEpochMilli(NOON.getEpochSecond());

    @TempDir
    private Path stateDir;

    private PipelineFixture pipeline;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
        pipeline.pipe(Hooks.sample());
        pipeline.pipe(threeDaysAgo(2));
        pipeline.pipe(aMonthAgo(3));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private void startAfresh() {
        stop();
        start();
    }

    private static Hooks threeDaysAgo(int channel) {
        return Hooks.sample().channelId(channel).event("c" + channel).endedAt(THREE_DAYS_AGO);
    }

    private static Hooks aMonthAgo(int channel) {
        return Hooks.sample().channelId(channel).event("c" + channel).endedAt(A_MONTH_AGO);
    }

    /** Whether every store still has, finds and takes what it must. */
    private void assertNothingMoved() {
        long duplicates = pipeline.state().counts().count(What.DUPLICATE);
        long first = pipeline.state().counts().count(What.FIRST);

        pipeline.pipe(Hooks.sample().receivedAt(NOON.plusSeconds(1)));
        pipeline.pipe(threeDaysAgo(2).receivedAt(NOON.plusSeconds(1)));
        pipeline.pipe(aMonthAgo(3).receivedAt(NOON.plusSeconds(1)));
        pipeline.pipe(threeDaysAgo(4));
        pipeline.pipe(aMonthAgo(5));

        assertThat(pipeline.state().counts().count(What.DUPLICATE)).isEqualTo(duplicates + 3);
        assertThat(pipeline.state().counts().count(What.FIRST)).isEqualTo(first + 2);
        assertThat(pipeline.state().counts().count(What.EXPIRED_MINUTE)).isZero();
        assertThat(pipeline.state().counts().count(What.EXPIRED_QUARTER)).isZero();
        assertThat(at(Granularity.MINUTE, NOON.minusSeconds(60))).isEqualTo(1);
        assertThat(at(Granularity.MINUTE, THREE_DAYS_AGO)).isEqualTo(2);
        assertThat(at(Granularity.QUARTER, NOON.minusSeconds(60))).isEqualTo(1);
        assertThat(at(Granularity.QUARTER, THREE_DAYS_AGO)).isEqualTo(2);
        assertThat(at(Granularity.QUARTER, A_MONTH_AGO)).isEqualTo(2);
    }

    /** Conversations in the pane that {@code instant} lies in. */
    private long at(Granularity granularity, Instant instant) {
        Instant start = granularity.floor(instant);
        return pipeline.state()
                .sum(208, DimensionKey.ACCOUNT, granularity, start, start.plus(granularity.length()))
                .count(Count.CONVERSATIONS);
    }

    @Test
    void aConversationThatBeginsTomorrowIsKnownAfterARestart() {
        // Given
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        Hooks ahead = Hooks.sample().channelId(9).event("ahead").between(tomorrow, tomorrow.plusSeconds(60));
        pipeline.pipe(ahead);

        // When
        ConversationStore restarted = new ConversationStore(
                pipeline.driver.getKeyValueStore(StoreNames.CONVERSATION),
                new RevisionsCodec(PipelineFixture.CODECS.facts()));

        // Then
        assertThat(known(restarted, ahead)).isEqualTo(1);
        assertThat(known(restarted, Hooks.sample())).isEqualTo(1);
        assertThat(known(restarted, ahead.channelId(10))).isZero();
    }

    private static int known(ConversationStore store, Hooks hook) {
        return store.revisions(FactsMapper.facts(hook.build())).ranked().size();
    }

    @Test
    void anEndAtAnyTimeMovesNothingElse() {
        for (Instant end : List.of(
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.ofEpochMilli(-1),
                Instant.EPOCH,
                SECONDS_TAKEN_FOR_MILLIS,
                Instant.parse("9999-12-31T23:59:59Z"),
                Instant.ofEpochMilli(Long.MAX_VALUE))) {
            startAfresh();

            // When
            pipeline.pipe(Hooks.sample().channelId(9).event("odd").between(NOON.minusSeconds(90), end));
            pipeline.pipe(Hooks.sample().channelId(10).event("odder").between(end, end));

            // Then
            boolean future = end.isAfter(NOON);
            assertThat(pipeline.state().counts().count(What.FUTURE)).isEqualTo(future ? 2 : 0);
            assertThat(pipeline.state().counts().count(What.LATE)).isEqualTo(future ? 0 : 2);
            assertThat(at(Granularity.MINUTE, NOON)).isEqualTo(future ? 2 : 0);
            assertNothingMoved();
        }
    }

    @Test
    void aReceiptAfterItsRecordIsNoHook() {
        for (Instant receivedAt : List.of(
                NOON.plus(Bounds.CLOCK_TOLERANCE).plusMillis(1),
                Instant.parse("9999-12-31T23:59:59Z"),
                Instant.ofEpochMilli(Long.MAX_VALUE))) {
            startAfresh();

            // When
            pipeRecord(Hooks.sample().channelId(9).event("odd").endedAt(NOON.plusSeconds(1)), receivedAt);

            // Then
            assertThat(pipeline.read(Topic.PROCESSOR_DLQ)).hasSize(1);
            assertThat(pipeline.state().counts().count(What.UNREADABLE)).isEqualTo(1);
            assertNothingMoved();
        }
    }

    @Test
    void aReceiptBeforeEverythingRememberedDoesNotOutrankTheRealOne() {
        for (Instant receivedAt : List.of(
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.EPOCH,
                SECONDS_TAKEN_FOR_MILLIS)) {
            startAfresh();

            // When a copy says that it was received before anything else
            pipeRecord(Hooks.sample(), receivedAt);
            pipeRecord(threeDaysAgo(2), receivedAt);
            pipeRecord(Hooks.sample().channelId(9).event("odd"), receivedAt);

            // Then
            assertThat(pipeline.state().counts().count(What.LATE)).isEqualTo(3);
            assertNothingMoved();
        }
    }

    @Test
    void aRecordAsFarAheadAsBrokersAllowExpiresNothing() {
        // When
        Instant ahead = NOON.plus(Duration.ofHours(1));
        pipeline.pipe(
                Hooks.sample().channelId(9).event("ahead").receivedAt(ahead).endedAt(ahead.plusSeconds(299)));

        // Then
        assertNothingMoved();
    }

    @Test
    void aRecordWithoutTimeTakesThatOfTheNewestBefore() {
        RecordTime time = new RecordTime();
        assertThat(time.extract(recordOf(-1), 7)).isEqualTo(7);
        assertThat(time.extract(recordOf(-1), -1)).isZero();
        assertThat(time.extract(recordOf(5), 7)).isEqualTo(5);
    }

    private static ConsumerRecord<Object, Object> recordOf(long timestamp) {
        return new ConsumerRecord<>(
                "t", 0, 0, timestamp, TimestampType.CREATE_TIME, 0, 0, "k", "v", new RecordHeaders(), Optional.empty());
    }

    /** A hook whose receipt is not the time of its record, which is noon. */
    private void pipeRecord(Hooks hook, Instant receivedAt) {
        byte[] value = PipelineFixture.encode(hook.receivedAt(receivedAt).build());
        pipeline.pipe("208".getBytes(StandardCharsets.UTF_8), value, NOON);
    }
}
