/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.metrics.PublishMetrics;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.gateway.record.TraceParent;
import dev.chatstream.gateway.trace.LoggedTrace;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes through one shared idempotent producer. */
public final class KafkaHookPublisher implements HookPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaHookPublisher.class);
    private static final Publish STORED = new Publish.Stored();
    /** Whatever the time, Kafka does not take such a record. */
    private static final List<Class<? extends Exception>> FOR_GOOD = List.of(
            UnfitRecordException.class,
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class);

    private static final Duration ERROR_MEMORY = Duration.ofSeconds(30);

    private final TopicNames topics;
    private final InflightBytes inflight;
    private final PublishMetrics metrics;
    private final AckDeadlines deadlines;
    private final Breaker breaker;
    private final Seldom complaints = new Seldom(Duration.ofSeconds(10));
    private final LastError lastError = new LastError(ERROR_MEMORY);
    private final AtomicReference<@Nullable Producer<byte[], byte[]>> producer = new AtomicReference<>();

    /**
     * Has no producer yet.
     *
     * @param breaker told when Kafka does not take records
     */
    public KafkaHookPublisher(
            TopicNames topics, Duration ackTimeout, InflightBytes inflight, PublishMetrics metrics, Breaker breaker) {
        this.topics = topics;
        this.inflight = inflight;
        this.metrics = metrics;
        this.deadlines = new AckDeadlines(ackTimeout);
        this.breaker = breaker;
    }

    /** From now on records go through this producer, which knows the topics. */
    void use(Producer<byte[], byte[]> ready) {
        producer.set(ready);
    }

    /** Whether records go through this producer; no more once it has failed for good. */
    boolean uses(Producer<byte[], byte[]> other) {
        return producer.get() == other;
    }

    /** Why Kafka does not store records although it can be reached, as far as the last one showed. */
    public Optional<String> problem() {
        return lastError.problem();
    }

    /** Answers for records that Kafka has been silent about for too long. To be called often, by one thread. */
    public void sweepDeadlines() {
        if (deadlines.sweep(System.nanoTime())) {
            breaker.trip(Refusal.ACK_TIMEOUT);
        }
    }

    @Override
    public void publish(OutgoingRecord outgoing, Consumer<Publish> whenDone) {
        publish(outgoing, whenDone, true);
    }

    /**
     * Stores records for which nobody waits: answered with the producer's own last word, however long that takes, so
     * that none is sent again while it may still arrive. What fails here says nothing to the breaker: it was sent long
     * ago, and others may have been stored since.
     */
    public HookPublisher patient() {
        return new HookPublisher() {
            @Override
            public void publish(OutgoingRecord outgoing, Consumer<Publish> whenDone) {
                KafkaHookPublisher.this.publish(outgoing, whenDone, false);
            }

            @Override
            public Optional<String> lane(OutgoingRecord outgoing) {
                return partition(outgoing).map(number -> topics.of(outgoing.topic()) + " " + number);
            }
        };
    }

    /** Where the producer's own partitioner puts the key. */
    private Optional<Integer> partition(OutgoingRecord outgoing) {
        @Nullable Producer<byte[], byte[]> current = producer.get();
        try {
            int partitions = current == null
                    ? 0
                    : current.partitionsFor(topics.of(outgoing.topic())).size();
            return partitions == 0
                    ? Optional.empty()
                    : Optional.of(Utils.toPositive(Utils.murmur2(outgoing.key())) % partitions);
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("the partitions are not known now", e);
            return Optional.empty();
        }
    }

    private void publish(OutgoingRecord outgoing, Consumer<Publish> whenDone, boolean deadline) {
        @Nullable Producer<byte[], byte[]> current = producer.get();
        if (current == null) {
            whenDone.accept(new Publish.Refused(Refusal.NOT_READY));
        } else if (!inflight.tryAcquire(outgoing.size())) {
            whenDone.accept(new Publish.Refused(Refusal.IN_FLIGHT_LIMIT));
        } else {
            PendingAck pending = new PendingAck(whenDone, System.nanoTime());
            if (deadline) {
                deadlines.add(pending);
            }
            send(current, outgoing, pending, deadline);
        }
    }

    private void send(
            Producer<byte[], byte[]> current, OutgoingRecord outgoing, PendingAck pending, boolean waitedFor) {
        int size = outgoing.size();
        // Not the record itself, whose bytes the producer has of its own.
        Map<String, byte[]> headers = outgoing.headers();
        Topic topic = outgoing.topic();
        try {
            Future<RecordMetadata> unused = current.send(kafkaRecord(outgoing), (metadata, failure) -> {
                if (failure == null) {
                    metrics.stored(topic);
                }
                settle(pending, size, headers, failure, waitedFor);
            });
        } catch (UnfitRecordException e) {
            settle(pending, size, headers, e, waitedFor);
        } catch (RuntimeException e) {
            // Thrown instead of handed to the callback: the producer is closed, has failed for good, or has a bug.
            if ((e instanceof KafkaException && !(e instanceof InterruptException))
                    || e instanceof IllegalStateException) {
                producer.compareAndSet(current, null);
            }
            settle(pending, size, headers, e, waitedFor);
        }
    }

    private void settle(
            PendingAck pending, int size, Map<String, byte[]> headers, @Nullable Exception failure, boolean waitedFor) {
        if (!pending.settle()) {
            return;
        }
        inflight.release(size);
        metrics.acknowledged(pending.ageNanos(System.nanoTime()), failure == null);
        if (failure == null) {
            lastError.stored();
            if (!pending.answer(STORED)) {
                metrics.acknowledgedLate();
            }
        } else {
            LoggedTrace.around(TraceParent.traceId(headers), () -> refused(pending, refusal(failure), waitedFor));
        }
    }

    /** What was given up before says nothing about Kafka now. */
    private void refused(PendingAck pending, Refusal reason, boolean waitedFor) {
        if (waitedFor && !pending.isAnswered()) {
            breaker.trip(reason);
        }
        pending.answer(new Publish.Refused(reason));
    }

    private Refusal refusal(Exception failure) {
        if (FOR_GOOD.stream().anyMatch(kind -> kind.isInstance(failure))) {
            if (complaints.now()) {
                LOG.warn("Kafka refuses a record for good, it goes to quarantine: {}", failure.toString());
            }
            return Refusal.FOR_GOOD;
        }
        if (failure instanceof BufferExhaustedException) {
            return Refusal.BUFFER_FULL;
        }
        if (failure instanceof TimeoutException) {
            // A record that waited longer than the deadline was answered before; this one never got on its way.
            return Refusal.KAFKA_UNREACHABLE;
        }
        lastError.failed(failure);
        if (complaints.now()) {
            LOG.error("Kafka does not store hooks: {}", LastError.wordsOf(failure));
        }
        return Refusal.KAFKA_ERROR;
    }

    private ProducerRecord<byte[], byte[]> kafkaRecord(OutgoingRecord outgoing) {
        ProducerRecord<byte[], byte[]> kafkaRecord = bare(outgoing);
        for (Map.Entry<String, byte[]> header : outgoing.headers().entrySet()) {
            kafkaRecord.headers().add(header.getKey(), header.getValue());
        }
        return kafkaRecord;
    }

    private ProducerRecord<byte[], byte[]> bare(OutgoingRecord outgoing) {
        try {
            return new ProducerRecord<>(
                    topics.of(outgoing.topic()),
                    null,
                    outgoing.timestamp().toEpochMilli(),
                    outgoing.key(),
                    outgoing.value());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnfitRecordException(e);
        }
    }

    /** Kafka's own classes do not accept the record: a time before 1970, for one. */
    private static final class UnfitRecordException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnfitRecordException(RuntimeException cause) {
            super("it cannot be made a Kafka record", cause);
        }
    }
}
