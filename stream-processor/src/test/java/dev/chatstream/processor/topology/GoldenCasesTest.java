/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.avro.MessageType;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.query.AccountState;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.SummaryQuery;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases on which peers differ or fail, each from the hook to the number that a user sees. */
class GoldenCasesTest {
    private static final DimensionKey AGENT_3 = DimensionKey.agent("agent:3");
    private static final DimensionKey AGENT_7 = DimensionKey.agent("agent:7");

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

    private ConversationFacts pipe(Hooks hook) {
        pipeline.pipe(hook);
        return FactsMapper.facts(hook.build());
    }

    private Aggregate lastHour() {
        return lastHour(DimensionKey.ACCOUNT);
    }

    private Aggregate lastHour(DimensionKey about) {
        AccountState account = new AccountState(208, new PartitionPanes(pipeline.state()), NOON, false);
        return SummaryQuery.summary(account, about, RollingWindow.HOUR.at(NOON, ZoneOffset.UTC), ZoneOffset.UTC)
                .figures();
    }

    @Test
    void a_the_published_sample() {
        // When
        ConversationFacts facts = pipe(Hooks.sample());

        // Then
        assertThat(facts.getType()).isEqualTo(ConversationType.CHAT);
        assertThat(facts.getServed()).isTrue();
        assertThat(facts.getIsTriggered()).isTrue();
        assertThat(facts.getFirstAgent()).isEqualTo("agent:3");
        assertThat(facts.getCloseReason()).isEqualTo("close.visitorClose");
        assertThat(facts.getAnomalies()).isEmpty();
        for (Aggregate figures : new Aggregate[] {lastHour(), lastHour(AGENT_3)}) {
            assertThat(figures.count(Count.CHATS)).isEqualTo(1);
            assertThat(figures.count(Count.TRIGGERED)).isEqualTo(1);
            assertThat(figures.firstResponse().percentile(50)).hasValue(14);
            assertThat(figures.avgResponse().percentile(50)).hasValue(14);
            assertThat(figures.responseTime().sum()).isEqualTo(14);
            assertThat(figures.duration().sum()).isEqualTo(36);
            assertThat(figures.ratings(5)).isEqualTo(1);
        }
    }

    @Test
    void b_a_missed_chat_is_missed_and_still_counts_for_response_times() {
        // When
        ConversationFacts facts = pipe(Hooks.sample().channel(c -> c.setIsMissed(true)));

        // Then
        assertThat(facts.getType()).isEqualTo(ConversationType.MISSED);
        assertThat(lastHour().count(Count.MISSED)).isEqualTo(1);
        assertThat(lastHour().count(Count.CHATS)).isZero();
        assertThat(lastHour().count(Count.SERVED)).isEqualTo(1);
        assertThat(lastHour().count(Count.ENDED_UNANSWERED)).isEqualTo(1);
        assertThat(lastHour().firstResponse().count()).isEqualTo(1);
        assertThat(lastHour().ratings(5)).isEqualTo(1);
    }

    @Test
    void c_a_missed_conversation_without_an_agent_has_no_response_time_of_zero() {
        // When
        pipe(Hooks.blank().visitor(0).channel(c -> c.setIsMissed(true).setAvgResponse(0L)));

        // Then
        assertThat(lastHour().count(Count.MISSED)).isEqualTo(1);
        assertThat(lastHour().firstResponse().count()).isZero();
        assertThat(lastHour().avgResponse().count()).isZero();
        assertThat(lastHour().responseTime().count()).isZero();
    }

    @Test
    void d_an_offline_message_has_no_response() {
        // When
        pipe(Hooks.blank().visitor(0).channel(c -> c.setIsOffline(true).setIsChat(true)));

        // Then
        assertThat(lastHour().count(Count.OFFLINE)).isEqualTo(1);
        assertThat(lastHour().count(Count.SERVED)).isZero();
        assertThat(lastHour().firstResponse().count()).isZero();
        assertThat(lastHour().duration().count()).isZero();
    }

    @Test
    void e_ratings_outside_the_scale_are_counted_as_invalid_and_not_in_the_mean() {
        // When
        long[] ratings = {0, 6, -1, 5};
        for (int i = 0; i < ratings.length; i++) {
            long rating = ratings[i];
            pipe(Hooks.sample().channelId(i).event("e" + i).channel(c -> c.setRating(rating)));
        }

        // Then
        assertThat(lastHour().ratings(5)).isEqualTo(1);
        for (int stars = 1; stars <= 4; stars++) {
            assertThat(lastHour().ratings(stars)).isZero();
        }
        assertThat(lastHour().anomalies()).containsEntry("rating.outOfScale", 3L);
    }

    @Test
    void e_a_rating_in_text_is_no_number_and_no_rating() {
        // Given what the gateway makes of "rating":"5"
        Hooks hook = Hooks.sample().channel(c -> c.setRating(null));

        // When
        pipeline.pipe(Conversation.newBuilder(hook.build())
                .setUnknown(Map.of("/channel/rating", "\"5\""))
                .build());

        // Then
        assertThat(lastHour().count(Count.CHATS)).isEqualTo(1);
        for (int stars = 1; stars <= 5; stars++) {
            assertThat(lastHour().ratings(stars)).isZero();
        }
        assertThat(lastHour().anomalies()).isEmpty();
    }

    @Test
    void f_a_first_response_in_milliseconds_is_left_out() {
        // When
        pipe(Hooks.sample().channel(c -> c.setFirstResponse(14_069L)));

        // Then
        assertThat(lastHour().firstResponse().count()).isZero();
        assertThat(lastHour().avgResponse().count()).isEqualTo(1);
        assertThat(lastHour().anomalies()).containsEntry("firstResponse.tooLong", 1L);
    }

    @Test
    void g_a_negative_duration_is_measured_instead() {
        // When
        pipe(Hooks.sample().channel(c -> c.setDuration(-3L)));

        // Then
        assertThat(lastHour().duration().sum()).isEqualTo(36);
        assertThat(lastHour().anomalies()).containsEntry("duration.negative", 1L);
    }

    @Test
    void h_an_end_before_the_begin_gives_no_duration() {
        // When
        pipe(Hooks.sample()
                .between(NOON.minusSeconds(60), NOON.minusSeconds(90))
                .channel(c -> c.setDuration(null)));

        // Then
        assertThat(lastHour().count(Count.CHATS)).isEqualTo(1);
        assertThat(lastHour().duration().count()).isZero();
        assertThat(lastHour().anomalies()).containsEntry("end.beforeBegin", 1L);
    }

    @Test
    void i_the_same_hook_twice_counts_once_and_a_new_rating_replaces_the_old() {
        // When
        pipe(Hooks.sample().channel(c -> c.setRating(2L)));
        pipe(Hooks.sample().channel(c -> c.setRating(2L)).receivedAt(NOON.plusSeconds(1)));
        pipe(Hooks.sample().event("rated").receivedAt(NOON.plusSeconds(2)));

        // Then
        assertThat(lastHour().count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(lastHour().ratings(2)).isZero();
        assertThat(lastHour().ratings(5)).isEqualTo(1);
        assertThat(lastHour(AGENT_3).ratings(5)).isEqualTo(1);
    }

    @Test
    void j_a_trigger_serves_nobody_even_when_an_agents_name_is_on_it() {
        // When
        ConversationFacts facts = pipe(Hooks.blank()
                .agentTriggeredBy("Hello", 3, 0)
                .trigger("Hello", 1)
                .visitor(5_000)
                .channel(c -> c.setIsTriggered(true)));

        // Then
        assertThat(facts.getAgents()).isEmpty();
        assertThat(facts.getType()).isEqualTo(ConversationType.UNCLASSIFIED);
        assertThat(lastHour().count(Count.SERVED)).isZero();
        assertThat(lastHour().count(Count.TRIGGERED)).isEqualTo(1);
        assertThat(lastHour().responseTime().count()).isZero();
        assertThat(lastHour(AGENT_3)).isEqualTo(Aggregate.ZERO);
    }

    @Test
    void k_a_transfer_gives_the_first_response_to_the_first_agent_and_the_rating_to_the_last() {
        // When
        pipe(Hooks.sample().visitor(34_000).agent(7, 36_000));

        // Then
        assertThat(lastHour().count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(lastHour().responseTime().count()).isEqualTo(2);
        assertThat(lastHour(AGENT_3).count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(lastHour(AGENT_3).firstResponse().sum()).isEqualTo(14);
        assertThat(lastHour(AGENT_3).responseTime().sum()).isEqualTo(14);
        assertThat(lastHour(AGENT_3).ratings(5)).isZero();
        assertThat(lastHour(AGENT_7).count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(lastHour(AGENT_7).firstResponse().count()).isZero();
        assertThat(lastHour(AGENT_7).responseTime().sum()).isEqualTo(2);
        assertThat(lastHour(AGENT_7).ratings(5)).isEqualTo(1);
    }

    @Test
    void l_bare_agent_numbers_of_the_legacy_dialect_are_the_same_agents() {
        // When
        pipe(Hooks.sample()
                .noMessages()
                .message(MessageType.VISITOR, "v", "text", 0)
                .message(MessageType.AGENT, "3", "text", 2_000));

        // Then
        assertThat(lastHour(AGENT_3).count(Count.CHATS)).isEqualTo(1);
        assertThat(lastHour(AGENT_3).responseTime().sum()).isEqualTo(2);
    }

    @Test
    void m_a_conversation_without_any_flag_is_unclassified_and_not_lost() {
        // When
        pipe(Hooks.blank());

        // Then
        assertThat(lastHour().count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(lastHour().count(Count.UNCLASSIFIED)).isEqualTo(1);
    }

    @Test
    void n_times_in_seconds_are_late_and_count_nowhere() {
        // When
        Instant seconds = Instant.ofEpochMilli(NOON.getEpochSecond());
        pipe(Hooks.sample().between(seconds, seconds));
        pipe(Hooks.sample().event("fine"));

        // Then
        assertThat(pipeline.state().counts().count(What.LATE)).isEqualTo(1);
        assertThat(lastHour().count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(pipeline.counted(208, DimensionKey.ACCOUNT, Granularity.QUARTER)
                        .count(Count.CONVERSATIONS))
                .isEqualTo(1);
    }

    @Test
    void o_no_messages_no_visitor_and_unknown_message_types_count_as_a_conversation() {
        // When
        pipe(Hooks.sample().noMessages());
        pipe(Hooks.sample()
                .channelId(2)
                .event("odd")
                .message(MessageType.OTHER, "bot:1", "text", 36_900)
                .message(MessageType.AGENT, null, null, null));

        // Then
        assertThat(lastHour().count(Count.CHATS)).isEqualTo(2);
        assertThat(lastHour().firstResponse().count()).isEqualTo(2);
        assertThat(lastHour().responseTime().count()).isEqualTo(1);
        assertThat(lastHour(AGENT_3).count(Count.CHATS)).isEqualTo(1);
    }

    @Test
    void o_unknown_fields_change_no_figure_and_are_still_there_in_the_type_topic() {
        // Given
        Conversation known = Hooks.sample().build();
        Conversation more = Conversation.newBuilder(
                        Hooks.sample().channelId(2).event("more").build())
                .setUnknown(Map.of("/channel/mood", "\"fine\"", "/added", "{\"in\":2027}"))
                .build();

        // When
        pipeline.pipe(known);
        byte[] sent = pipeline.pipe(more);

        // Then
        assertThat(lastHour().count(Count.CHATS)).isEqualTo(2);
        assertThat(lastHour().firstResponse().sum()).isEqualTo(2 * 14);
        assertThat(lastHour().ratings(5)).isEqualTo(2);
        assertThat(lastHour().anomalies()).isEmpty();
        assertThat(pipeline.read(Topic.CONVERSATION_CHAT).get(1).value()).isEqualTo(sent);
    }

    @Test
    void o_a_transcript_of_five_megabytes_is_counted_and_leaves_small_facts() {
        // Given
        Hooks hook = Hooks.sample();
        String text = "x".repeat(5_000);
        for (int i = 0; i < 1_000; i++) {
            hook.message(MessageType.VISITOR, "visitor:mx", text, 40_000 + 2_000 * i)
                    .message(MessageType.AGENT, "agent:3", null, 41_000 + 2_000 * i);
        }

        // When
        ConversationFacts facts = pipe(hook);

        // Then the first thousand gaps count; the sample itself has one already
        assertThat(PipelineFixture.CODECS.facts().encode(facts).length).isLessThan(10_000);
        assertThat(lastHour().responseTime().count()).isEqualTo(1_000);
        assertThat(lastHour().responseTime().sum()).isEqualTo(14 + 7 + 998);
        assertThat(lastHour().anomalies()).containsEntry("responseTime.tooMany", 1L);
    }

    @Test
    void p_today_has_twenty_five_hours_when_the_clocks_go_back_and_twenty_three_when_they_go_forward() {
        // Given hooks right before, in, and in both hours of the clock that comes twice, of 25 October
        String[] longDay = {
            "2026-10-24T21:59:59Z",
            "2026-10-24T22:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T22:59:59Z",
            "2026-10-25T23:00:00Z"
        };
        for (int i = 0; i < longDay.length; i++) {
            ended(i, longDay[i]);
        }

        // When, Then
        assertThat(today("2026-10-25T22:59:59Z")).isEqualTo(4);
        assertThat(today("2026-10-25T23:00:30Z")).isEqualTo(1);

        // Given the same of 28 March 2027, when 02:00 is followed by 03:00
        String[] shortDay = {"2027-03-27T22:59:59Z", "2027-03-27T23:00:00Z", "2027-03-28T21:59:59Z"};
        for (int i = 0; i < shortDay.length; i++) {
            ended(10 + i, shortDay[i]);
        }

        // When, Then
        assertThat(today("2027-03-28T21:59:59Z")).isEqualTo(2);
        assertThat(today("2027-03-28T22:00:30Z")).isZero();
    }

    private void ended(int channel, String end) {
        Instant moment = Instant.parse(end);
        pipeline.pipe(Hooks.sample()
                .channelId(channel)
                .event("p" + channel)
                .endedAt(moment)
                .receivedAt(moment));
    }

    private long today(String asked) {
        Instant now = Instant.parse(asked);
        AccountState account = new AccountState(208, new PartitionPanes(pipeline.state()), now, false);
        ZoneId prague = PipelineFixture.PRAGUE;
        return SummaryQuery.summary(account, DimensionKey.ACCOUNT, RollingWindow.TODAY.at(now, prague), prague)
                .figures()
                .count(Count.CONVERSATIONS);
    }
}
