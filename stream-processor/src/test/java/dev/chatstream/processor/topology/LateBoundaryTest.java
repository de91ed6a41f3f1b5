/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revisions at the edges of what is late, remembered and kept. */
class LateBoundaryTest {
    private static final Instant BEGIN = NOON.minus(Duration.ofDays(3)).minusSeconds(600);

    @TempDir
    private Path stateDir;

    private PipelineFixture pipeline;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private static Hooks hook(long account, String event, Instant end, Instant receivedAt) {
        return Hooks.sample().account(account).event(event).between(BEGIN, end).receivedAt(receivedAt);
    }

    private Aggregate minutes(long account) {
        return pipeline.counted(account, DimensionKey.ACCOUNT, Granularity.MINUTE);
    }

    private long inMinutes(long account) {
        return minutes(account).count(Count.CONVERSATIONS);
    }

    private long inQuarters(long account) {
        return pipeline.counted(account, DimensionKey.ACCOUNT, Granularity.QUARTER)
                .count(Count.CONVERSATIONS);
    }

    private long count(What what) {
        return pipeline.state().counts().count(what);
    }

    @Test
    void takesAConversationOutOfTheMinutesWhenItsRevisionIsLateForThem() {
        // Given a revision that says the conversation ended earlier, too early for minutes
        Instant end = NOON.minus(Bounds.MINUTE_RETENTION).plusSeconds(30);
        Hooks inTime = hook(1, "a", end, NOON);
        Hooks late = hook(1, "b", end.minusSeconds(60), NOON.plusSeconds(1));

        // When
        pipeline.pipe(inTime);
        assertThat(inMinutes(1)).isEqualTo(1);
        pipeline.pipe(late);
        pipeline.pipe(late.account(2));
        pipeline.pipe(inTime.account(2));

        // Then
        for (long account = 1; account <= 2; account++) {
            assertThat(minutes(account)).isEqualTo(Aggregate.ZERO);
            assertThat(inQuarters(account)).isEqualTo(1);
        }
        assertThat(count(What.LATE_MINUTE)).isEqualTo(2);
    }

    @Test
    void putsAConversationIntoTheMinutesWhenAnEarlierReceiptShowsThatItWasInTime() {
        // Given
        Instant end = NOON.minus(Bounds.MINUTE_RETENTION).plusSeconds(30);
        Hooks early = hook(1, "a", end, NOON);

        // When
        pipeline.pipe(hook(1, "a", end, NOON.plusSeconds(60)));
        assertThat(inMinutes(1)).isZero();
        pipeline.pipe(early);
        pipeline.pipe(early.account(2));
        pipeline.pipe(hook(2, "a", end, NOON.plusSeconds(60)));

        // Then
        for (long account = 1; account <= 2; account++) {
            assertThat(inMinutes(account)).isEqualTo(1);
            assertThat(inQuarters(account)).isEqualTo(1);
        }
    }

    @Test
    void movesAConversationToTheReceiptWhenAnEarlierOneShowsThatItEndsInTheFuture() {
        // Given
        Instant end = NOON.plus(Duration.ofMinutes(10));
        Hooks early = hook(1, "a", end, NOON);

        // When
        pipeline.pipe(hook(1, "a", end, end));
        pipeline.pipe(early);
        pipeline.pipe(early.account(2));
        pipeline.pipe(hook(2, "a", end, end));

        // Then
        for (long account = 1; account <= 2; account++) {
            assertThat(inMinutes(account)).isEqualTo(1);
            assertThat(pipeline.state()
                            .sum(account, DimensionKey.ACCOUNT, Granularity.MINUTE, NOON, NOON.plusSeconds(60))
                            .count(Count.CONVERSATIONS))
                    .isEqualTo(1);
        }
    }

    @Test
    void movesBetweenPanesWhenAnEarlierReceiptChangesWhichRevisionCounts() {
        // Given two revisions with different ends, of which the second counts
        Instant one = NOON.minus(Duration.ofHours(2));
        Instant other = NOON.minus(Duration.ofHours(1));
        pipeline.pipe(hook(1, "a", one, NOON));
        pipeline.pipe(hook(1, "b", other, NOON.plusSeconds(9)));

        // When it turns out that the second was received first
        pipeline.pipe(hook(1, "b", other, NOON.minusSeconds(9)));

        // Then
        assertThat(inMinutes(1)).isEqualTo(1);
        assertThat(pipeline.state()
                        .sum(1, DimensionKey.ACCOUNT, Granularity.QUARTER, one, one.plusSeconds(900))
                        .count(Count.CONVERSATIONS))
                .isEqualTo(1);
        assertThat(pipeline.rowsOf(0)).isEqualTo(2);
    }

    @Test
    void knowsARevisionThatEndedLaterThanTheOneThatCounts() {
        // Given a conversation whose winner ended long before another content of it
        Instant begin = NOON.minus(Duration.ofHours(1));
        Hooks later = Hooks.sample()
                .event("later")
                .between(begin, NOON.plus(Duration.ofDays(20)))
                .receivedAt(NOON.plus(Duration.ofDays(20)));
        pipeline.pipe(later);
        pipeline.pipe(Hooks.sample()
                .event("winner")
                .between(begin, NOON)
                .receivedAt(NOON.plus(Duration.ofDays(20)).plusSeconds(1)));

        // When the winner's time is over, but that of the other is not
        advanceTo(NOON.plus(Duration.ofDays(37)));
        pipeline.pipe(later.receivedAt(NOON.plus(Duration.ofDays(37))));

        // Then
        assertThat(count(What.DUPLICATE)).isEqualTo(1);
        assertThat(count(What.LATE)).isZero();
        assertThat(inQuarters(208)).isEqualTo(1);

        // When both are over
        advanceTo(NOON.plus(Duration.ofDays(57)));

        // Then
        assertThat(pipeline.rowsOf(0)).isEqualTo(2);
    }

    /** A hook of another account, received and ended then. */
    private void advanceTo(Instant instant) {
        for (int second = 0; second < 60; second += 20) {
            Instant then = instant.plusSeconds(second);
            pipeline.pipe(Hooks.sample()
                    .account(9)
                    .event("tick" + then)
                    .channelId(1)
                    .between(BEGIN, then)
                    .receivedAt(then));
        }
    }

    @Test
    void forgetsAtTheSameMomentWhetherOrNotTheExpiryHasComeBy() {
        // Given a conversation that is remembered to the end
        Instant begin = NOON.minus(Duration.ofHours(1));
        Instant later = NOON.plus(PipelineFixture.RETENTION).plus(Bounds.SLACK).plusMillis(1);
        Hooks old = Hooks.sample().event("old").between(begin, NOON).receivedAt(NOON);
        Hooks revision = Hooks.sample().event("new").between(begin, later).receivedAt(later);

        // When the hook that ends its time is about it, so that it comes before the expiry
        pipeline.pipe(old);
        pipeline.pipe(revision);

        // Then it was forgotten as it would have been after the expiry
        assertThat(count(What.FIRST)).isEqualTo(2);
        assertThat(count(What.REVISION)).isZero();
        assertThat(pipeline.rowsOf(0)).isEqualTo(2);
    }

    @Test
    void remembersUntilTheLastMillisecond() {
        // Given
        Instant begin = NOON.minus(Duration.ofHours(1));
        Instant later = NOON.plus(PipelineFixture.RETENTION).plus(Bounds.SLACK);
        pipeline.pipe(Hooks.sample().event("old").between(begin, NOON).receivedAt(NOON));

        // When
        pipeline.pipe(Hooks.sample().event("new").between(begin, later).receivedAt(later));

        // Then
        assertThat(count(What.REVISION)).isEqualTo(1);
        assertThat(inQuarters(208)).isEqualTo(1);
    }

    @Test
    void publishesFactsOfALateHookOnlyWhereNoneAreCounted() {
        // Given
        Instant late = NOON.plus(PipelineFixture.RETENTION).plusSeconds(1);
        pipeline.pipe(hook(1, "a", NOON, NOON));
        pipeline.readFacts();

        // When
        pipeline.pipe(hook(1, "b", NOON, late));
        pipeline.pipe(hook(2, "b", NOON, late));

        // Then
        assertThat(pipeline.readFacts())
                .extracting(facts -> facts.getAccountId(), facts -> facts.getAnomalies())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, List.of("received.late")));
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT)).hasSize(3);
        assertThat(inQuarters(1)).isEqualTo(1);
        assertThat(inQuarters(2)).isZero();
    }
}
