/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.local.Sample;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The shipped processor's {@code rebuild} beside the panes that the shipped processor made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RebuildIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicNames REBUILT = new TopicNames("rebuilt.");
    private static final List<Topic> PANES = List.of(Topic.METRICS_MINUTE, Topic.METRICS_QUARTER);

    /** Magic byte and schema id. */
    private static final int SCHEMA_HEADER = 5;

    private TestRun run;

    @BeforeAll
    void start() {
        run = TestRun.fresh("rebuild");
        Instant now = Instant.now();
        String rated = Sample.endingAt(Sample.CURRENT, now.minusSeconds(60));
        run.post(rated.replace("\"rating\": 5", "\"rating\": null"));
        run.post(rated);
        run.post(rated);
        run.post(Sample.endingAt(Sample.MISSED, now.minusSeconds(3_600)));
        run.post(Sample.endingAt(Sample.OFFLINE, now.minus(Duration.ofDays(10))));
        run.post(Sample.endingAt(Sample.LEGACY, now.minus(Duration.ofDays(40))));
        await().atMost(PATIENCE)
                .until(
                        () -> TestRun.json(run.summary(208, "P30D").body()),
                        summary -> summary.path("counts").path("total").asInt() == 3
                                && summary.path("rating").path("n").asInt() == 1);
    }

    @AfterAll
    void stop() {
        run.close();
    }

    /** What the program printed, and its exit code as the last line. */
    private List<String> rebuild(String... arguments) throws IOException, InterruptedException {
        Path config = run.pipeline().data().path().resolve(Path.of("config", "processor.conf"));
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        TestRun.installation()
                                                .startScript("stream-processor")
                                                .toString(),
                                        "--config",
                                        config.toString(),
                                        "rebuild"),
                                Arrays.stream(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.concat(printed.lines(), Stream.of("exit code " + process.waitFor()))
                .toList();
    }

    /** The latest values by key, without the ids of their schemas. */
    private Map<String, String> latest(TopicNames names, Topic topic) {
        Map<String, String> latest = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : run.topics().all(names, topic)) {
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                byte[] value = record.value();
                latest.put(record.key(), Arrays.toString(Arrays.copyOfRange(value, SCHEMA_HEADER, value.length)));
            }
        }
        return latest;
    }

    @Test
    @Order(1)
    void finds_all_panes_equal() throws Exception {
        // When
        List<String> lines = rebuild();

        // Then
        assertThat(lines).as(lines.toString()).last().isEqualTo("exit code 0");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("3 conversations, .* 1 rows received too late to count"))
                .anySatisfy(line -> assertThat(line).matches("smartsupp.metrics.minute.v1 +[1-9]\\d* +0 +0 +0"))
                .anySatisfy(line -> assertThat(line).matches("smartsupp.metrics.quarter.v1 +[1-9]\\d* +0 +0 +0"));
    }

    @Test
    @Order(2)
    void publishes_the_same_panes_elsewhere() throws Exception {
        // When
        List<String> lines = rebuild("--to-prefix", REBUILT.prefix(), "--create-topics");
        List<String> again = rebuild("--to-prefix", REBUILT.prefix());

        // Then
        assertThat(lines).as(lines.toString()).last().isEqualTo("exit code 0");
        for (Topic topic : PANES) {
            assertThat(latest(REBUILT, topic)).isNotEmpty().isEqualTo(latest(TopicNames.DEFAULT, topic));
        }
        assertThat(again).last().isEqualTo("exit code 1");
        assertThat(again).anySatisfy(line -> assertThat(line).contains("rebuilt.metrics.minute.v1", "empty"));
    }

    @Test
    @Order(3)
    void writes_a_line_a_pane() throws Exception {
        // Given
        Path file = Files.createTempFile("panes", ".ndjson");

        // When
        List<String> lines = rebuild("--json", file.toString());

        // Then
        assertThat(lines).last().isEqualTo("exit code 0");
        assertThat(Files.readAllLines(file).stream()
                        .map(line -> TestRun.json(line).path("key").asText()))
                .containsExactlyInAnyOrderElementsOf(PANES.stream()
                        .flatMap(topic -> latest(TopicNames.DEFAULT, topic).keySet().stream())
                        .toList());
        Files.delete(file);
    }

    @Test
    @Order(4)
    void finds_a_pane_that_was_tampered_with() throws Exception {
        // Given
        ConsumerRecord<String, byte[]> pane =
                run.topics().all(Topic.METRICS_QUARTER).get(0);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, run.pipeline().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(pane.topic(), pane.partition(), pane.key(), null))
                    .get();
        }

        // When
        List<String> lines = rebuild("--compare");

        // Then
        assertThat(lines).last().isEqualTo("exit code 1");
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("MISSING " + pane.key()));
    }
}
