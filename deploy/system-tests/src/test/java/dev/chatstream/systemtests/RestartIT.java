/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.Sample;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a pipeline has taken is there again when it is started on the same data. */
class RestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Topic> KEPT =
            List.of(Topic.HOOK, Topic.CONVERSATION_CHAT, Topic.CONVERSATION_FACTS, Topic.HOOK_REJECTED);

    /** One test, because each start takes its time: what an orderly start must keep is what a crash must not lose. */
    @Test
    void records_schema_ids_and_aggregates_outlive_a_stop_and_then_a_crash_of_every_part() {
        // Given
        LocalOptions options = LocalOptions.whole(TestRun.installation(), TestRun.dataFolder("restart"), Ports.ANY);
        Kept before;
        try (TestRun first = TestRun.started(options.withFresh(true))) {
            post(first);
            before = Kept.of(first);
        }

        // When
        Kept afterStop;
        String logAfterStop;
        try (TestRun second = TestRun.started(options)) {
            afterStop = Kept.of(second);
            logAfterStop = second.log("processor");
            Arrays.stream(PartName.values())
                    .forEach(part -> second.pipeline().part(part).kill());
        }
        Kept afterCrash;
        try (TestRun third = TestRun.started(options)) {
            afterCrash = Kept.of(third);
        }

        // Then
        assertThat(afterStop).isEqualTo(before);
        assertThat(afterCrash).isEqualTo(before);
        // as Kafka Streams says when a store has no offset, here most of all in partitions in which nothing was counted
        assertThat(logAfterStop).contains("RUNNING").doesNotContain("wipe out the local state");
    }

    private static void post(TestRun run) {
        Instant end = Instant.now().minusSeconds(60);
        assertThat(run.post(Sample.endingAt(Sample.CURRENT, end)).statusCode()).isEqualTo(200);
        assertThat(run.post("no hook").statusCode()).isEqualTo(400);
        await().atMost(PATIENCE)
                .until(() -> run.topics().all(Topic.CONVERSATION_FACTS).size() == 1);
    }

    /** What must not change. */
    private record Kept(Map<Topic, List<String>> records, Map<String, Integer> schemaIds, JsonNode summary) {

        static Kept of(TestRun run) {
            Map<Topic, List<String>> records = new TreeMap<>();
            KEPT.forEach(topic -> records.put(
                    topic, run.topics().all(topic).stream().map(Kept::text).toList()));
            return new Kept(records, schemaIds(run), summary(run));
        }

        private static String text(ConsumerRecord<String, byte[]> record) {
            return record.key() + " " + record.timestamp() + " " + Arrays.hashCode(record.value()) + " "
                    + Topics.headers(record);
        }

        private static Map<String, Integer> schemaIds(TestRun run) {
            Map<String, Integer> ids = new TreeMap<>();
            try (SchemaRegistry registry = run.registry()) {
                for (Topic topic : Topic.values()) {
                    String subject = TopicNames.DEFAULT.subjectOf(topic);
                    registry.latest(subject).ifPresent(latest -> ids.put(subject, latest.id()));
                }
            }
            assertThat(ids).hasSizeGreaterThan(5);
            return ids;
        }

        /** The summary without the times that tell when it was asked for. */
        private static JsonNode summary(TestRun run) {
            ObjectNode summary = (ObjectNode) await().atMost(PATIENCE)
                    .until(
                            () -> TestRun.json(run.summary(208, "PT1H").body()),
                            answer -> answer.path("counts").path("chat").asInt() == 1);
            summary.remove(List.of("window", "asOf", "watermark"));
            return summary;
        }
    }
}
