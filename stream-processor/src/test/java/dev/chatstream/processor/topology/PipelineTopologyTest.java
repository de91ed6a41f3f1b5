/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.store.ConversationStore;
import dev.chatstream.processor.store.OtherRulesException;
import dev.chatstream.processor.store.RevisionsCodec;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.topic.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTopologyTest {
    private static final DimensionKey AGENT_3 = DimensionKey.agent("agent:3");

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

    @Test
    void sendsAChatUntouchedToItsTopic() {
        // When
        byte[] value = pipeline.pipe(Hooks.sample());

        // Then
        List<TestRecord<String, byte[]>> chats = pipeline.read(Topic.CONVERSATION_CHAT);
        assertThat(chats).hasSize(1);
        assertThat(chats.get(0).key())
                .isEqualTo("208:55039:" + Hooks.sample().build().getBeginAt().toEpochMilli());
        assertThat(chats.get(0).value()).isEqualTo(value);
        assertThat(chats.get(0).getRecordTime()).isEqualTo(NOON);
        assertThat(chats.get(0).headers().lastHeader("ce_type").value()).containsExactly('x');
        assertThat(pipeline.read(Topic.CONVERSATION_MISSED)).isEmpty();
        assertThat(pipeline.read(Topic.CONVERSATION_OFFLINE)).isEmpty();
        assertThat(pipeline.read(Topic.CONVERSATION_UNCLASSIFIED)).isEmpty();
        assertThat(pipeline.read(Topic.PROCESSOR_DLQ)).isEmpty();
    }

    @Test
    void countsTheSampleForAccountAndAgent() {
        // When
        pipeline.pipe(Hooks.sample());

        // Then
        for (Granularity granularity : Granularity.values()) {
            for (DimensionKey about : List.of(DimensionKey.ACCOUNT, AGENT_3)) {
                Aggregate figures = pipeline.counted(208, about, granularity);
                assertThat(figures.count(Count.CHATS)).isEqualTo(1);
                assertThat(figures.firstResponse().percentile(50)).hasValue(14);
                assertThat(figures.responseTime().count()).isEqualTo(1);
                assertThat(figures.ratings(5)).isEqualTo(1);
            }
        }
        assertThat(pipeline.read(Topic.METRICS_MINUTE))
                .extracting(TestRecord::key)
                .contains("208|account||"
                        + Granularity.MINUTE.floor(NOON.minusSeconds(60)).toEpochMilli());
        assertThat(pipeline.state().watermark()).contains(NOON);
        assertThat(pipeline.state().knows(208)).isTrue();
        assertThat(pipeline.state().knows(209)).isFalse();
    }

    @Test
    void dropsARedelivery() {
        // Given
        pipeline.pipe(Hooks.sample());
        pipeline.read(Topic.CONVERSATION_CHAT);
        pipeline.readFacts();

        // When
        pipeline.pipe(Hooks.sample().receivedAt(NOON.plusSeconds(30)));

        // Then
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT)).isEmpty();
        assertThat(pipeline.readFacts()).isEmpty();
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.MINUTE)
                        .count(Count.CONVERSATIONS))
                .isEqualTo(1);
        assertThat(pipeline.hooks("duplicate")).isEqualTo(1);
        assertThat(pipeline.hooks("revision")).isZero();
    }

    @Test
    void replacesTheRatingWhenItComesLater() {
        // Given
        pipeline.pipe(Hooks.sample().channel(c -> c.setRating(null)));

        // When
        pipeline.pipe(Hooks.sample().event("rated").receivedAt(NOON.plusSeconds(30)));

        // Then
        Aggregate figures = pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.MINUTE);
        assertThat(figures.count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(figures.ratings(5)).isEqualTo(1);
        assertThat(figures.firstResponse().count()).isEqualTo(1);
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT)).hasSize(2);
        assertThat(pipeline.readFacts())
                .extracting(ConversationFacts::getRating)
                .containsExactly(null, 5);
        assertThat(pipeline.hooks("revision")).isEqualTo(1);
    }

    @Test
    void leavesATombstoneWhereAConversationIsNoLonger() {
        // Given
        pipeline.pipe(Hooks.sample().channel(c -> c.setIsMissed(true)));

        // When
        byte[] value = pipeline.pipe(Hooks.sample().event("answered").receivedAt(NOON.plusSeconds(1)));

        // Then
        assertThat(pipeline.read(Topic.CONVERSATION_MISSED))
                .extracting(TestRecord::value)
                .hasSize(2)
                .endsWith((byte[]) null);
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT))
                .extracting(TestRecord::value)
                .containsExactly(value);
    }

    @Test
    void ignoresAnOlderRevisionThatComesLate() {
        // Given
        pipeline.pipe(Hooks.sample());

        // When
        pipeline.pipe(
                Hooks.sample().event("older").receivedAt(NOON.minusSeconds(5)).channel(c -> c.setRating(1L)));

        // Then
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT)).hasSize(1);
        assertThat(pipeline.readFacts()).hasSize(1);
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.QUARTER)
                        .ratings(1))
                .isZero();
        assertThat(pipeline.hooks("superseded")).isEqualTo(1);
    }

    @Test
    void leavesTheTopicThatReallyHoldsTheConversation() {
        // Given a winner that turns out to be the older one, whose bytes cannot be sent again
        pipeline.pipe(Hooks.sample());
        pipeline.pipe(
                Hooks.sample().event("missed").receivedAt(NOON.plusSeconds(5)).channel(c -> c.setIsMissed(true)));
        pipeline.pipe(
                Hooks.sample().event("missed").receivedAt(NOON.minusSeconds(2)).channel(c -> c.setIsMissed(true)));
        pipeline.read(Topic.CONVERSATION_MISSED);

        // When
        pipeline.pipe(Hooks.sample().event("last").receivedAt(NOON.plusSeconds(10)));

        // Then
        assertThat(pipeline.read(Topic.CONVERSATION_MISSED))
                .extracting(TestRecord::value)
                .containsExactly((byte[]) null);
    }

    @Test
    void countsNothingTwiceThatComesBackAfterItWasForgotten() {
        // Given
        pipeline.pipe(Hooks.sample());
        pipeline.pipe(Hooks.sample()
                .channelId(2)
                .event("later")
                .receivedAt(NOON.plus(Duration.ofDays(40)))
                .endedAt(NOON.plus(Duration.ofDays(40))));

        // When
        pipeline.pipe(Hooks.sample());

        // Then
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.QUARTER)
                        .count(Count.CONVERSATIONS))
                .isEqualTo(1);
        assertThat(pipeline.hooks("late")).isEqualTo(1);
    }

    @Test
    void doesNotPutAnOldContentOverANewerOneWhenItComesLate() {
        // Given
        pipeline.pipe(Hooks.sample().channel(c -> c.setRating(null)));
        pipeline.pipe(Hooks.sample().event("rated").receivedAt(NOON.plusSeconds(30)));
        pipeline.readFacts();

        // When
        pipeline.pipe(Hooks.sample()
                .channel(c -> c.setRating(null))
                .receivedAt(NOON.plus(PipelineFixture.RETENTION).plusSeconds(1)));
        pipeline.pipe(Hooks.sample()
                .event("rated again")
                .receivedAt(NOON.plus(PipelineFixture.RETENTION).plusSeconds(2)));

        // Then the facts stay those that panes are made of
        assertThat(pipeline.readFacts()).isEmpty();
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT)).hasSize(3);
        assertThat(pipeline.hooks("late")).isEqualTo(2);
    }

    @Test
    void leavesTheTopicThatALateRevisionWasSentTo() {
        // Given
        pipeline.pipe(Hooks.sample());
        pipeline.pipe(Hooks.sample()
                .event("late")
                .receivedAt(NOON.plus(PipelineFixture.RETENTION).plusSeconds(1))
                .channel(c -> c.setIsMissed(true)));
        pipeline.read(Topic.CONVERSATION_MISSED);
        pipeline.read(Topic.CONVERSATION_CHAT);

        // When
        pipeline.pipe(Hooks.sample()
                .event("later")
                .receivedAt(NOON.plus(PipelineFixture.RETENTION).plusSeconds(2)));

        // Then
        assertThat(pipeline.read(Topic.CONVERSATION_MISSED))
                .extracting(TestRecord::value)
                .containsExactly((byte[]) null);
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT)).hasSize(1);
    }

    @Test
    void removesThePaneThatARevisionEmpties() {
        // Given
        pipeline.pipe(Hooks.sample());
        pipeline.read(Topic.METRICS_QUARTER);

        // When
        pipeline.pipe(Hooks.sample()
                .event("moved")
                .receivedAt(NOON.plusSeconds(1))
                .between(Hooks.sample().build().getBeginAt(), NOON.minus(Duration.ofHours(1))));

        // Then
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.QUARTER)
                        .count(Count.CONVERSATIONS))
                .isEqualTo(1);
        assertThat(pipeline.read(Topic.METRICS_QUARTER))
                .filteredOn(record -> record.value() == null)
                .extracting(TestRecord::key)
                .contains("208|account||"
                        + Granularity.QUARTER.floor(NOON.minusSeconds(60)).toEpochMilli());
    }

    @Test
    void passesOnAConversationOlderThanIsRememberedWithoutCountingIt() {
        // When
        pipeline.pipe(
                Hooks.sample().endedAt(NOON.minus(PipelineFixture.RETENTION).minusMillis(1)));

        // Then
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT)).hasSize(1);
        assertThat(pipeline.readFacts()).hasSize(1);
        assertThat(pipeline.read(Topic.METRICS_QUARTER)).isEmpty();
        assertThat(pipeline.hooks("late")).isEqualTo(1);
        assertThat(pipeline.state().knows(208)).isTrue();
    }

    @Test
    void countsLateOnesInTheLongPanesOnly() {
        // When
        pipeline.pipe(Hooks.sample().endedAt(NOON.minus(Duration.ofHours(72)).minusMillis(1)));

        // Then
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.MINUTE))
                .isEqualTo(Aggregate.ZERO);
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.QUARTER)
                        .count(Count.CHATS))
                .isEqualTo(1);
        assertThat(pipeline.meters
                        .counter("chatstream.processor.panes.late", "granularity", "minute")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void looksForForgottenConversationsOnceAnHour() {
        // Given
        Duration remembered = PipelineFixture.RETENTION.plus(Bounds.SLACK);
        pipeEndedAt(1, NOON);
        pipeEndedAt(2, NOON.plusSeconds(60));
        pipeEndedAt(3, NOON.plus(remembered).plusSeconds(30));
        int rowsWithoutTheFirst = pipeline.rows("conversation");

        // When
        pipeEndedAt(4, NOON.plus(remembered).plusSeconds(180));
        int rowsInTheSameHour = pipeline.rows("conversation");
        pipeEndedAt(5, NOON.plus(remembered).plusSeconds(3_700));

        // Then
        assertThat(rowsWithoutTheFirst).isEqualTo(4 + 2 * 2);
        assertThat(rowsInTheSameHour).isEqualTo(4 + 2 * 3);
        assertThat(pipeline.rows("conversation")).isEqualTo(4 + 2 * 3);
    }

    private void pipeEndedAt(long channelId, Instant end) {
        pipeline.pipe(Hooks.sample()
                .channelId(channelId)
                .event("channel" + channelId)
                .receivedAt(end)
                .endedAt(end));
    }

    @Test
    void letsOneWrongClockExpireNothing() {
        // Given
        pipeline.pipe(Hooks.sample());

        // When
        pipeline.pipe(Hooks.sample().channelId(2).event("future").endedAt(NOON.plus(Duration.ofDays(365_000))));
        pipeline.pipe(Hooks.sample().channelId(3).event("past").endedAt(NOON.minus(Duration.ofDays(365_000))));
        pipeline.pipe(Hooks.sample().receivedAt(NOON.plusSeconds(1)));

        // Then
        assertThat(pipeline.hooks("duplicate")).isEqualTo(1);
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.MINUTE)
                        .count(Count.CONVERSATIONS))
                .isEqualTo(2);
    }

    @Test
    void forgetsAConversationAfterItsRetention() {
        // Given
        pipeline.pipe(Hooks.sample());

        // When
        for (int day = 30; day <= 40; day += 10) {
            pipeline.pipe(Hooks.sample()
                    .channelId(day)
                    .event("day" + day)
                    .receivedAt(NOON.plus(Duration.ofDays(day)))
                    .endedAt(NOON.plus(Duration.ofDays(day))));
        }

        // Then
        assertThat(pipeline.rows("conversation")).isEqualTo(4 + 2 * 2);
    }

    @Test
    void refusesToMixRulesOfCounting() {
        // Given
        ConversationStore store = new ConversationStore(
                pipeline.driver.getKeyValueStore(StoreNames.CONVERSATION),
                new RevisionsCodec(PipelineFixture.CODECS.facts()));
        String basis = new PaneChanges(Set.of(Dimension.AGENT)).basis();

        // Then
        assertThatThrownBy(() -> store.requireBasis(basis))
                .isInstanceOf(OtherRulesException.class)
                .hasMessage("the stored panes were counted by \"rules 1, dimensions [AGENT, COUNTRY, GROUP, TRIGGER]\""
                        + " and would now be counted by \"rules 1, dimensions [AGENT]\"; set dimensions.* as they"
                        + " were, or count afresh under another application.id");
    }

    @Test
    void putsWhatItCannotReadIntoTheDeadLetterTopic() {
        // When
        pipeline.pipe("208".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3}, NOON);
        pipeline.pipe(
                "209".getBytes(StandardCharsets.UTF_8),
                PipelineFixture.encode(Hooks.sample().build()),
                NOON);
        pipeline.pipe(Hooks.sample());

        // Then
        List<TestRecord<String, byte[]>> dead = pipeline.read(Topic.PROCESSOR_DLQ);
        assertThat(dead).hasSize(2);
        assertThat(dead.get(0).value()).containsExactly(1, 2, 3);
        assertThat(new String(
                        dead.get(0)
                                .headers()
                                .lastHeader("__streams.errors.message")
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo("value of 3 bytes is no conversation in Avro wire format");
        assertThat(pipeline.hooks("unreadable")).isEqualTo(2);
        assertThat(pipeline.hooks("first")).isEqualTo(1);
    }

    @Test
    void keepsItsPinnedShape() throws IOException {
        // Given
        String pinned;
        try (InputStream in = getClass().getResourceAsStream("/topology.txt")) {
            pinned = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        // Then
        assertThat(pipeline.topology().build().describe().toString())
                .as("a changed topology needs a plan for running deployments, see RATIONALE.md")
                .isEqualToIgnoringWhitespace(pinned);
    }
}
