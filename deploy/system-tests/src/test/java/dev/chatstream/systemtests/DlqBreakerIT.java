/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.Sample;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.Part;
import dev.chatstream.local.part.PartName;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flood of records that nobody can read ends the shipped processor before it has emptied the topic. */
class DlqBreakerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Fewer than say anything, so they go to the dead-letter topic. */
    private static final int ODD_ONES = 40;

    private static final int FLOOD = 400;

    /** With so many the breaker opens, if they are all unreadable. */
    private static final int MINIMUM = 100;

    private static final String ERRORS = "__streams.errors.";

    private TestRun run;

    @BeforeEach
    void start() {
        run = TestRun.fresh("dlq-breaker");
    }

    @AfterEach
    void stop() {
        run.close();
    }

    /** Where a record of the dead-letter topic comes from, or a record of {@code hook.v1} lies. */
    private record Place(String partition, String offset) {
        static Place of(ConsumerRecord<?, ?> hook) {
            return new Place(Integer.toString(hook.partition()), Long.toString(hook.offset()));
        }

        static Place named(ConsumerRecord<?, ?> dead) {
            Map<String, String> headers = Topics.headers(dead);
            return new Place(
                    headers.getOrDefault(ERRORS + "partition", ""), headers.getOrDefault(ERRORS + "offset", ""));
        }
    }

    private void sendUnreadable(int from, int to) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                run.pipeline().bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                byte[] key = Integer.toString(1_000 + i % 50).getBytes(UTF_8);
                byte[] value = {(byte) 0xFF, 0, (byte) 0xC3, (byte) i, (byte) (i >> 8), '\n'};
                ProducerRecord<byte[], byte[]> hook =
                        new ProducerRecord<>(TopicNames.DEFAULT.of(Topic.HOOK), key, value);
                hook.headers().add("number", Integer.toString(i).getBytes(UTF_8));
                var unused = producer.send(hook);
            }
        }
    }

    private void post(Instant end) {
        assertThat(run.post(Sample.endingAt(Sample.CURRENT, end)).statusCode()).isEqualTo(200);
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters() {
        return run.topics().all(Topic.PROCESSOR_DLQ);
    }

    private int chats() {
        return run.topics().all(Topic.CONVERSATION_CHAT).size();
    }

    /** Each once, and as it is in {@code hook.v1}: key, value, time, and headers but those that say what was wrong. */
    private void assertSameAsTheHooks(List<ConsumerRecord<String, byte[]>> deadLetters) {
        Map<Place, ConsumerRecord<String, byte[]>> hooks =
                run.topics().all(Topic.HOOK).stream().collect(Collectors.toMap(Place::of, hook -> hook));
        assertThat(deadLetters.stream().map(Place::named)).doesNotHaveDuplicates();
        assertThat(deadLetters).allSatisfy(dead -> {
            ConsumerRecord<String, byte[]> hook = Objects.requireNonNull(hooks.get(Place.named(dead)));
            assertThat(dead.key()).isEqualTo(hook.key());
            assertThat(dead.value()).isEqualTo(hook.value());
            assertThat(dead.timestamp()).isEqualTo(hook.timestamp());
            Map<String, String> headers = new TreeMap<>(Topics.headers(dead));
            assertThat(headers.keySet().removeIf(name -> name.startsWith(ERRORS)))
                    .isTrue();
            assertThat(headers).isEqualTo(Topics.headers(hook));
        });
    }

    /** The same processor, on the state that the one before has left. */
    private TestRun startedAgainLettingEverythingThrough() {
        Ports kafkaAndRegistry =
                new Ports(run.pipeline().ports().kafka(), run.pipeline().ports().registry(), 0, 0, 0, 0);
        return TestRun.started(LocalOptions.whole(
                        TestRun.installation(), TestRun.dataFolder("dlq-breaker-again"), kafkaAndRegistry)
                .withFresh(true)
                .withParts(PartName.PROCESSOR)
                .withSetting(
                        PartName.PROCESSOR,
                        "state.dir",
                        run.pipeline().data().path().resolve("processor").toString())
                .withSetting(PartName.PROCESSOR, "dlq.breaker.share", "1"));
    }

    @Test
    void ends_the_program_for_a_person_who_may_then_let_everything_through() throws Exception {
        // Given
        post(Instant.now().minusSeconds(60));
        sendUnreadable(0, ODD_ONES);
        await().atMost(PATIENCE).until(() -> deadLetters().size() == ODD_ONES && chats() == 1);

        // When
        sendUnreadable(ODD_ONES, ODD_ONES + FLOOD);
        Part ended = run.pipeline().unexpectedEnd().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        // Then
        assertThat(ended.name()).isEqualTo(PartName.PROCESSOR);
        assertThat(ended.endMessage()).contains("exit code 3");
        assertThat(run.log("processor"))
                .containsPattern("(?m)^stream-processor: the processing failed: \\d+ of the last \\d+ hooks")
                .contains("Look at the headers of the dead-letter topic", "dlq.breaker.share = 1");
        List<ConsumerRecord<String, byte[]>> before = deadLetters();
        assertThat(before).hasSizeBetween(ODD_ONES, MINIMUM - 1);
        assertSameAsTheHooks(before);

        // When
        post(Instant.now().minusSeconds(30));
        try (TestRun again = startedAgainLettingEverythingThrough()) {
            await().atMost(PATIENCE).until(() -> deadLetters().size() >= ODD_ONES + FLOOD && chats() == 2);

            // Then
            assertThat(again.pipeline().part(PartName.PROCESSOR).alive()).isTrue();
        }
        assertThat(deadLetters()).hasSize(ODD_ONES + FLOOD);
        assertSameAsTheHooks(deadLetters());
    }
}
