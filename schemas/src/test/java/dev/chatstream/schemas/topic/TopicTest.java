/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Conversation;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    /** The table of the contract. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOOK                      | smartsupp.hook.v1                      | delete         | 7",
                "EVENT                     | smartsupp.event.v1                     | delete         | 7",
                "HOOK_REJECTED             | smartsupp.hook.rejected.v1             | delete         | 14",
                "CONVERSATION_CHAT         | smartsupp.conversation.chat.v1         | compact,delete | 28",
                "CONVERSATION_MISSED       | smartsupp.conversation.missed.v1       | compact,delete | 28",
                "CONVERSATION_OFFLINE      | smartsupp.conversation.offline.v1      | compact,delete | 28",
                "CONVERSATION_UNCLASSIFIED | smartsupp.conversation.unclassified.v1 | compact,delete | 28",
                "CONVERSATION_FACTS        | smartsupp.conversation.facts.v1        | compact,delete | 400",
                "METRICS_MINUTE            | smartsupp.metrics.minute.v1            | compact,delete | 4",
                "METRICS_QUARTER           | smartsupp.metrics.quarter.v1           | compact,delete | 66",
                "METRICS_ROLLING           | smartsupp.metrics.rolling.v1           | compact,delete | 66",
                "PROCESSOR_DLQ             | smartsupp.processor.dlq.v1             | delete         | 14",
            })
    void namesAndRetentionAreThoseOfTheContract(Topic topic, String name, String cleanup, int days) {
        assertThat(TopicNames.DEFAULT.of(topic)).isEqualTo(name);
        assertThat(topic.retention()).isEqualTo(Duration.ofDays(days));
        assertThat(topic.config(1).get("cleanup.policy")).isEqualTo(cleanup);
    }

    @Test
    void compactedTopicsKeepTombstonesOverALongWeekendAndAnHourUncompacted() {
        assertThat(Arrays.stream(Topic.values()).filter(topic -> topic.cleanup() == Topic.Cleanup.COMPACT_DELETE))
                .hasSize(8)
                .allSatisfy(topic -> assertThat(topic.config(1))
                        .containsEntry("delete.retention.ms", "604800000")
                        .containsEntry("min.compaction.lag.ms", "3600000"));
    }

    @Test
    void hookAndTypeTopicsShareTheSchema() {
        assertThat(Arrays.stream(Topic.values())
                        .filter(topic -> topic.valueSchema()
                                .filter(Conversation.getClassSchema()::equals)
                                .isPresent()))
                .containsExactly(
                        Topic.HOOK,
                        Topic.CONVERSATION_CHAT,
                        Topic.CONVERSATION_MISSED,
                        Topic.CONVERSATION_OFFLINE,
                        Topic.CONVERSATION_UNCLASSIFIED);
    }

    @Test
    void onlyDeadLettersHaveNoSchema() {
        assertThat(Arrays.stream(Topic.values())
                        .filter(topic -> topic.valueSchema().isEmpty()))
                .containsExactly(Topic.PROCESSOR_DLQ);
    }

    @Test
    void aRecordMayBeTwiceABodyAndAnEnvelope() {
        assertThat(TopicNames.maxMessageBytes(4 * 1024 * 1024)).isEqualTo(8 * 1024 * 1024 + 64 * 1024);
        assertThatThrownBy(() -> TopicNames.maxMessageBytes(Integer.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void thePrefixMayBeAnythingThatATopicNameMay() {
        assertThat(new TopicNames("").subjectOf(Topic.HOOK)).isEqualTo("hook.v1-value");
        assertThat(new TopicNames("eu-1_shop.").subjectOf(Topic.HOOK)).isEqualTo("eu-1_shop.hook.v1-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä", "a/", "\n"})
    void anIllegalPrefixIsRefused(String prefix) {
        assertThatThrownBy(() -> new TopicNames(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic.prefix: " + prefix);
    }
}
