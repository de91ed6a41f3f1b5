/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.metrics.PublishMetrics;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class KafkaHookPublisherTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OutgoingRecord outgoing = Records.hook();
    private final InflightBytes inflight = new InflightBytes(2L * outgoing.size());
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Breaker breaker = new Breaker(() -> true);
    private final List<Publish> results = new CopyOnWriteArrayList<>();

    private KafkaHookPublisher publisher(Duration ackTimeout) {
        KafkaHookPublisher publisher =
                new KafkaHookPublisher(TopicNames.DEFAULT, ackTimeout, inflight, new PublishMetrics(meters), breaker);
        publisher.use(producer);
        return publisher;
    }

    private static Publish refused(Refusal reason) {
        return new Publish.Refused(reason);
    }

    private double late() {
        return meters.counter("chatstream.gateway.acks.late").count();
    }

    private double storedIn(String topic) {
        return meters.get("chatstream.gateway.records.stored")
                .tag("topic", topic)
                .counter()
                .count();
    }

    @Test
    void saysStoredOnlyAfterTheAcknowledgement() {
        // Given
        publisher(Duration.ofSeconds(10)).publish(outgoing, results::add);
        assertThat(results).isEmpty();
        assertThat(inflight.held()).isEqualTo(outgoing.size());

        // When
        producer.completeNext();

        // Then
        assertThat(results).containsExactly(new Publish.Stored());
        assertThat(inflight.held()).isZero();
        assertThat(late()).isZero();
    }

    @Test
    void countsEveryRecordThatKafkaHasLateOnesToo() {
        // Given
        KafkaHookPublisher publisher = publisher(SHORT);
        publisher.publish(outgoing, results::add);
        publisher.patient().publish(outgoing, results::add);
        await().until(() -> {
            publisher.sweepDeadlines();
            return results.contains(refused(Refusal.ACK_TIMEOUT));
        });
        assertThat(storedIn("hook.v1")).isZero();

        // When
        producer.completeNext();
        producer.errorNext(new IllegalStateException("not stored"));

        // Then
        assertThat(storedIn("hook.v1")).isEqualTo(1);
        assertThat(storedIn("event.v1")).isZero();
    }

    @Test
    void linesOfTheLogAboutARefusalNameTheHooksTrace() {
        // Given
        List<@Nullable String> named = new ArrayList<>();
        publisher(Duration.ofSeconds(10)).publish(outgoing, result -> named.add(MDC.get("trace.id")));

        // When
        producer.errorNext(new RecordTooLargeException("s3cret"));

        // Then
        assertThat(named).containsExactly("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(MDC.get("trace.id")).isNull();
    }

    @Test
    void handsOverTheWholeRecord() {
        // When
        publisher(Duration.ofSeconds(10)).publish(outgoing, results::add);

        // Then
        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("smartsupp.hook.v1");
        assertThat(sent.timestamp()).isEqualTo(1234);
        assertThat(sent.key()).isEqualTo(outgoing.key());
        assertThat(sent.value()).isEqualTo(outgoing.value());
        assertThat(sent.headers().toArray()).hasSameSizeAs(outgoing.headers().keySet());
    }

    @Test
    void refusesBeforeTheTopicsAreKnown() {
        // Given
        KafkaHookPublisher unprepared =
                new KafkaHookPublisher(TopicNames.DEFAULT, SHORT, inflight, new PublishMetrics(meters), breaker);

        // When
        unprepared.publish(outgoing, results::add);

        // Then
        assertThat(results).containsExactly(refused(Refusal.NOT_READY));
        assertThat(inflight.held()).isZero();
    }

    @Test
    void refusesWhatMemoryIsNotSetAsideFor() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));
        publisher.publish(outgoing, results::add);
        publisher.publish(outgoing, results::add);

        // When
        publisher.publish(outgoing, results::add);

        // Then
        assertThat(results).containsExactly(refused(Refusal.IN_FLIGHT_LIMIT));
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void answersForASilentKafkaAndHoldsTheMemoryUntilItSpeaks() {
        // Given
        KafkaHookPublisher publisher = publisher(SHORT);
        publisher.publish(outgoing, results::add);
        await().untilAsserted(() -> {
            publisher.sweepDeadlines();
            assertThat(results).containsExactly(refused(Refusal.ACK_TIMEOUT));
        });
        assertThat(inflight.held()).isEqualTo(outgoing.size());

        // When
        producer.completeNext();

        // Then
        assertThat(results).hasSize(1);
        assertThat(inflight.held()).isZero();
        assertThat(late()).isEqualTo(1);
    }

    @Test
    void opensTheBreakerWhenKafkaIsSilentAndNotAgainForWhatWasGivenUp() {
        // Given
        KafkaHookPublisher publisher = publisher(SHORT);
        publisher.publish(outgoing, results::add);
        await().untilAsserted(() -> {
            publisher.sweepDeadlines();
            assertThat(breaker.isOpen()).isTrue();
        });
        breaker.close();

        // When
        producer.errorNext(new TimeoutException("expired"));

        // Then
        assertThat(results).containsExactly(refused(Refusal.ACK_TIMEOUT));
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void opensTheBreakerWhenKafkaIsOutOfReachOrTheBufferFullButNotForOneRecord() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));

        // When
        publisher.publish(outgoing, results::add);
        producer.errorNext(new RecordTooLargeException("too large"));
        boolean afterOneRecord = breaker.isOpen();
        publisher.publish(outgoing, results::add);
        producer.errorNext(new BufferExhaustedException("full"));
        boolean whenFull = breaker.isOpen();
        breaker.close();
        publisher.publish(outgoing, results::add);
        producer.errorNext(new TimeoutException("expired"));

        // Then
        assertThat(afterOneRecord).isFalse();
        assertThat(whenFull).isTrue();
        assertThat(breaker.isOpen()).isTrue();
        assertThat(results).element(1).isEqualTo(refused(Refusal.BUFFER_FULL));
    }

    @Test
    void waitsPatientlyForTheProducersLastWord() {
        // Given
        KafkaHookPublisher publisher = publisher(SHORT);
        publisher.patient().publish(outgoing, results::add);
        publisher.publish(outgoing, results::add);
        await().untilAsserted(() -> {
            publisher.sweepDeadlines();
            assertThat(results).containsExactly(refused(Refusal.ACK_TIMEOUT));
        });

        // When
        producer.completeNext();

        // Then
        assertThat(results).last().isEqualTo(new Publish.Stored());
        assertThat(late()).isZero();
    }

    @Test
    void aPatientRecordThatExpiresSaysNothingToTheBreaker() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));
        publisher.patient().publish(outgoing, results::add);

        // When
        producer.errorNext(new TimeoutException("expired"));

        // Then
        assertThat(results).containsExactly(refused(Refusal.KAFKA_UNREACHABLE));
        assertThat(breaker.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {RecordBatchTooLargeException.class, InvalidTimestampException.class})
    void knowsWhatKafkaWillNeverTake(Class<? extends RuntimeException> kind) throws Exception {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));
        publisher.publish(outgoing, results::add);

        // When
        producer.errorNext(kind.getConstructor(String.class).newInstance("never"));

        // Then
        assertThat(results).containsExactly(refused(Refusal.FOR_GOOD));
    }

    @Test
    void refusesForGoodWhatCannotBeMadeARecordOfKafkas() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));

        // When
        publisher.publish(Records.hookReceivedAt(Instant.ofEpochMilli(-7)), results::add);

        // Then
        assertThat(results).containsExactly(refused(Refusal.FOR_GOOD));
        assertThat(inflight.held()).isZero();
        assertThat(publisher.uses(producer)).isTrue();
    }

    @Test
    void forgetsDeadlinesOfWhatWasAnswered() {
        // Given
        KafkaHookPublisher publisher = publisher(SHORT);
        publisher.publish(outgoing, results::add);
        producer.completeNext();

        // When
        publisher.sweepDeadlines();

        // Then
        assertThat(results).containsExactly(new Publish.Stored());
    }

    @Test
    void tellsFailuresThatMayPassFromThoseThatDoNot() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));

        // When
        publisher.publish(outgoing, results::add);
        producer.errorNext(new NotEnoughReplicasException("two needed"));
        publisher.publish(outgoing, results::add);
        producer.errorNext(new TimeoutException("expired"));
        publisher.publish(outgoing, results::add);
        producer.errorNext(new RecordTooLargeException("too large"));

        // Then
        assertThat(results)
                .containsExactly(
                        refused(Refusal.KAFKA_ERROR), refused(Refusal.KAFKA_UNREACHABLE), refused(Refusal.FOR_GOOD));
        assertThat(inflight.held()).isZero();
    }

    @Test
    void remembersWhatKafkaSaidUntilARecordIsStored() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));
        publisher.publish(outgoing, results::add);
        producer.errorNext(new TopicAuthorizationException("not authorized"));
        assertThat(publisher.problem())
                .hasValueSatisfying(words -> assertThat(words).contains("TopicAuthorizationException"));
        publisher.publish(outgoing, results::add);

        // When
        producer.completeNext();

        // Then
        assertThat(publisher.problem()).isEmpty();
    }

    @Test
    void refusesWhateverIsThrownAndFreesTheMemoryOnce() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));
        producer.sendException = new IllegalArgumentException("s3cret");

        // When
        publisher.publish(outgoing, results::add);

        // Then
        assertThat(results).containsExactly(refused(Refusal.KAFKA_ERROR));
        assertThat(inflight.held()).isZero();
        assertThat(publisher.problem().orElseThrow())
                .contains("IllegalArgumentException")
                .doesNotContain("s3cret");
        assertThat(publisher.uses(producer)).isTrue();
    }

    @Test
    void refusesWhenTheProducerThrows() {
        // Given
        KafkaHookPublisher publisher = publisher(Duration.ofSeconds(10));
        producer.close();

        // When
        publisher.publish(outgoing, results::add);

        // Then
        assertThat(results).containsExactly(refused(Refusal.KAFKA_ERROR));
        assertThat(inflight.held()).isZero();
    }
}
