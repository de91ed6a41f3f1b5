/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.avro.MessageType;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.support.Hooks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FactsMapperTest {

    private static ConversationFacts facts(Hooks hook) {
        return FactsMapper.facts(hook.build());
    }

    @Test
    void readsThePublishedSample() {
        // When
        ConversationFacts facts = facts(Hooks.sample());

        // Then
        assertThat(facts.getType()).isEqualTo(ConversationType.CHAT);
        assertThat(facts.getServed()).isTrue();
        assertThat(facts.getFirstResponseSeconds()).isEqualTo(14);
        assertThat(facts.getAvgResponseSeconds()).isEqualTo(14);
        assertThat(facts.getDurationSeconds()).isEqualTo(36);
        assertThat(facts.getResponseTimesSeconds()).containsExactly(14L);
        assertThat(facts.getResponseTimesAgents()).containsExactly(0);
        assertThat(facts.getRating()).isEqualTo(5);
        assertThat(facts.getFirstAgent()).isEqualTo("agent:3");
        assertThat(facts.getLastAgent()).isEqualTo("agent:3");
        assertThat(facts.getTriggers()).containsExactly("Test Trigger");
        assertThat(facts.getCloseReason()).isEqualTo("close.visitorClose");
        assertThat(facts.getAnomalies()).isEmpty();
        assertThat(facts.getCountedAt()).isEqualTo(facts.getEndAt());
    }

    @Test
    void namesTheConversationAfterAccountChannelAndBegin() {
        // Given
        Hooks hook = Hooks.blank().account(7).channelId(9).between(Instant.ofEpochMilli(5), Instant.ofEpochMilli(6));

        // When
        String id = facts(hook).getConversationId();

        // Then
        assertThat(id).isEqualTo("7:9:5");
    }

    @Test
    void prefersOfflineToMissedToChat() {
        assertThat(facts(Hooks.blank()
                                .channel(
                                        c -> c.setIsChat(true).setIsMissed(true).setIsOffline(true)))
                        .getType())
                .isEqualTo(ConversationType.OFFLINE);
        assertThat(facts(Hooks.blank().channel(c -> c.setIsChat(true).setIsMissed(true)))
                        .getType())
                .isEqualTo(ConversationType.MISSED);
        assertThat(facts(Hooks.blank().channel(c -> c.setIsChat(true))).getType())
                .isEqualTo(ConversationType.CHAT);
        assertThat(facts(Hooks.blank()).getType()).isEqualTo(ConversationType.UNCLASSIFIED);
    }

    @Test
    void servesAMissedConversationThatAnAgentHadAnswered() {
        // When
        ConversationFacts facts = facts(Hooks.sample().channel(c -> c.setIsMissed(true)));

        // Then
        assertThat(facts.getType()).isEqualTo(ConversationType.MISSED);
        assertThat(facts.getServed()).isTrue();
        assertThat(facts.getEndedUnanswered()).isTrue();
        assertThat(facts.getFirstResponseSeconds()).isEqualTo(14);
    }

    @Test
    void takesNoResponseTimeOfAConversationThatWasNotServed() {
        // When
        ConversationFacts facts = facts(Hooks.blank()
                .channel(c -> c.setIsMissed(true).setFirstResponse(0L).setAvgResponse(0L)));

        // Then
        assertThat(facts.getFirstResponseSeconds()).isNull();
        assertThat(facts.getAvgResponseSeconds()).isNull();
        assertThat(facts.getAnomalies()).isEmpty();
    }

    @Test
    void leavesOutMillisecondsGivenAsSeconds() {
        // When
        ConversationFacts facts = facts(Hooks.sample().channel(c -> c.setFirstResponse(14_069L)));

        // Then
        assertThat(facts.getFirstResponseSeconds()).isNull();
        assertThat(facts.getAnomalies()).containsExactly("firstResponse.tooLong");
    }

    @Test
    void acceptsAResponseUpToTheConversationRoundedUpAndASecond() {
        // Given 36,984 ms: 37 s rounded up, 38 s at most
        assertThat(facts(Hooks.sample().channel(c -> c.setFirstResponse(38L))).getFirstResponseSeconds())
                .isEqualTo(38);
        assertThat(facts(Hooks.sample().channel(c -> c.setFirstResponse(39L))).getFirstResponseSeconds())
                .isNull();
    }

    @Test
    void leavesOutNegativeResponses() {
        // When
        ConversationFacts facts =
                facts(Hooks.sample().channel(c -> c.setFirstResponse(-1L).setAvgResponse(-2L)));

        // Then
        assertThat(facts.getFirstResponseSeconds()).isNull();
        assertThat(facts.getAvgResponseSeconds()).isNull();
        assertThat(facts.getAnomalies()).containsExactly("firstResponse.negative", "avgResponse.negative");
    }

    @Test
    void measuresTheDurationWhenTheReportedOneIsUnusable() {
        assertThat(facts(Hooks.sample().channel(c -> c.setDuration(-3L))).getDurationSeconds())
                .isEqualTo(36);
        assertThat(facts(Hooks.sample().channel(c -> c.setDuration(null))).getDurationSeconds())
                .isEqualTo(36);
        assertThat(facts(Hooks.sample().channel(c -> c.setDuration(Long.MAX_VALUE)))
                        .getDurationSeconds())
                .isEqualTo(36);
    }

    @Test
    void hasNoDurationWhenTheEndComesFirst() {
        // Given
        Hooks hook = Hooks.blank().between(NOON, NOON.minusSeconds(10));

        // When
        ConversationFacts facts = facts(hook);

        // Then
        assertThat(facts.getDurationSeconds()).isNull();
        assertThat(facts.getAnomalies()).containsExactly("end.beforeBegin");
    }

    @Test
    void leavesOutRatingsOutsideTheScale() {
        for (long rating : new long[] {0, 6, -1, Long.MAX_VALUE}) {
            ConversationFacts facts = facts(Hooks.sample().channel(c -> c.setRating(rating)));
            assertThat(facts.getRating()).isNull();
            assertThat(facts.getAnomalies()).containsExactly("rating.outOfScale");
        }
        assertThat(facts(Hooks.sample().channel(c -> c.setRating(null))).getAnomalies())
                .isEmpty();
    }

    @Test
    void countsAnEndInTheFutureWhenItWasReceived() {
        // Given
        Hooks tolerated = Hooks.sample().endedAt(NOON.plus(Duration.ofMinutes(5)));
        Hooks future = Hooks.sample().endedAt(NOON.plus(Duration.ofMinutes(5)).plusMillis(1));

        // Then
        assertThat(facts(tolerated).getCountedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(facts(future).getCountedAt()).isEqualTo(NOON);
        assertThat(facts(future).getAnomalies()).containsExactly("end.inFuture");
    }

    @Test
    void survivesTheOddestTimes() {
        // Given
        Hooks hook = Hooks.sample()
                .between(Instant.ofEpochMilli(Long.MIN_VALUE), Instant.ofEpochMilli(Long.MAX_VALUE))
                .channel(c -> c.setDuration(null).setFirstResponse(Long.MAX_VALUE));

        // When
        ConversationFacts facts = facts(hook);

        // Then
        assertThat(facts.getCountedAt()).isEqualTo(NOON);
        assertThat(facts.getDurationSeconds()).isNull();
        assertThat(facts.getFirstResponseSeconds()).isNull();
    }

    @Test
    void measuresFromTheFirstMessageOfARunToTheNextHumanAnswer() {
        // Given
        Hooks hook = Hooks.blank()
                .agent(1, 0)
                .visitor(1_000)
                .visitor(5_000)
                .trigger("Hello", 6_000)
                .message(MessageType.SYSTEM, "agent:2", "agent.join", 7_000)
                .agent(2, 9_999)
                .agent(2, 20_000)
                .visitor(30_000)
                .agent(1, 31_000)
                .visitor(40_000);

        // When
        ConversationFacts facts = facts(hook);

        // Then
        assertThat(facts.getResponseTimesSeconds()).containsExactly(8L, 1L);
        assertThat(facts.getAgents()).containsExactly("agent:1", "agent:2");
        assertThat(facts.getResponseTimesAgents()).containsExactly(1, 0);
        assertThat(facts.getFirstAgent()).isEqualTo("agent:1");
        assertThat(facts.getLastAgent()).isEqualTo("agent:1");
    }

    @Test
    void leavesOutGapsThatCannotBeMeasured() {
        // Given
        Hooks hook = Hooks.blank()
                .visitor(5_000)
                .agent(1, 4_000)
                .message(MessageType.VISITOR, "visitor:v", "text", null)
                .agent(1, 9_000);

        // When
        ConversationFacts facts = facts(hook);

        // Then
        assertThat(facts.getResponseTimesSeconds()).isEmpty();
        assertThat(facts.getAnomalies()).containsExactly("responseTime.negative", "responseTime.untimed");
    }

    @Test
    void takesABlankTriggerForNone() {
        // Given
        Hooks hook = Hooks.blank().visitor(0).trigger("", 1_000).agentTriggeredBy(" ", 2, 3_000);

        // When
        ConversationFacts facts = facts(hook);

        // Then
        assertThat(facts.getTriggers()).isEmpty();
        assertThat(facts.getAgents()).containsExactly("agent:2");
        assertThat(facts.getResponseTimesSeconds()).containsExactly(3L);
    }

    @Test
    void boundsTheGapsOfOneConversation() {
        // Given
        Hooks hook = Hooks.blank();
        for (int i = 0; i < 1_100; i++) {
            hook.visitor(2_000 * i).agent(1, 2_000 * i + 1_000);
        }

        // Then
        assertThat(facts(hook).getResponseTimesSeconds()).hasSize(Bounds.MOST_RESPONSE_TIMES);
        assertThat(facts(hook).getAnomalies()).containsExactly("responseTime.tooMany");
    }

    @Test
    void knowsTheAgentsOfTheLegacyDialect() {
        // Given
        Hooks hook = Hooks.blank()
                .message(MessageType.AGENT, "3", "text", 0)
                .message(MessageType.AGENT, null, "text", 1)
                .message(MessageType.AGENT, "system", "text", 2)
                .message(MessageType.AGENT, "agent:", "text", 3);

        // Then
        assertThat(facts(hook).getAgents()).containsExactly("agent:3");
    }

    @Test
    void boundsWhatBecomesAKey() {
        // Given
        Hooks hook = Hooks.blank().visitor("g".repeat(500), "cz");
        for (int i = 0; i < 100; i++) {
            hook.agent(i, i).trigger("t" + i, i);
        }

        // When
        ConversationFacts facts = facts(hook);

        // Then
        assertThat(facts.getGroup()).hasSize(Bounds.LONGEST_LABEL);
        assertThat(facts.getCountryCode()).isEqualTo("CZ");
        assertThat(facts.getAgents()).hasSize(Bounds.MOST_AGENTS);
        assertThat(facts.getTriggers()).hasSize(Bounds.MOST_TRIGGERS);
        assertThat(facts.getAnomalies()).containsExactly("agents.tooMany", "triggers.tooMany", "label.tooLong");
        assertThat(facts.getLastAgent()).isEqualTo("agent:99");
    }

    @Test
    void takesNoTextForACloseReason() {
        // Given
        Hooks hook = Hooks.blank()
                .message(MessageType.SYSTEM, "system", "close.agentClose", 0)
                .message(MessageType.SYSTEM, "system", "close. call me at 601", 1);

        // Then
        assertThat(facts(hook).getCloseReason()).isEqualTo("close.agentClose");
    }
}
