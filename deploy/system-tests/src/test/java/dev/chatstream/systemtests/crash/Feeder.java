/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordEncoder;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Brings postings to the hooks' topic, through the gateway or as a gateway would, in their order as far as it has one.
 */
final class Feeder implements AutoCloseable {
    private static final int ON_THE_WAY = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] UNKNOWN_SCHEMA = {0, 0x7f, 0, 0, 1, 2, 3};

    private final String topic = TopicNames.DEFAULT.of(Topic.HOOK);
    private final RecordEncoder<Conversation> encoder = RecordEncoder.of(Conversation.class);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore free = new Semaphore(ON_THE_WAY);
    private final Producer<byte[], byte[]> producer;
    private final URI gateway;
    private final int schemaId;
    private final List<Future<?>> sent = new ArrayList<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private byte[] lastValue = UNKNOWN_SCHEMA;
    private int unreadable;
    private int posted;

    Feeder(String bootstrapServers, SchemaRegistry registry, URI gateway) {
        this.gateway = gateway;
        this.schemaId = registry.lookUp(TopicNames.DEFAULT.subjectOf(Topic.HOOK), encoder.schema())
                .orElseThrow();
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Everything that takes time, so that the sending itself is a burst. */
    List<Runnable> prepared(List<Posting> postings) {
        return postings.stream().map(this::prepared).toList();
    }

    private Runnable prepared(Posting posting) {
        if (!(posting instanceof Posting.Hook hook)) {
            ProducerRecord<byte[], byte[]> record = record((Posting.Unreadable) posting);
            return () -> sent.add(producer.send(record));
        }
        copies.merge(AsGateway.eventId(hook.body()), 1, Integer::sum);
        if (hook.receivedAt() == null) {
            return () -> post(hook.body());
        }
        ProducerRecord<byte[], byte[]> record = record(AsGateway.conversation(hook.body(), hook.receivedAt()));
        return () -> sent.add(producer.send(record));
    }

    /** Sends them all; returns when each is acknowledged. */
    void feed(List<Runnable> prepared) {
        prepared.forEach(Runnable::run);
        producer.flush();
        sent.forEach(Feeder::acknowledged);
        sent.clear();
    }

    /** How many copies were sent of each event id. */
    Map<String, Integer> copies() {
        return Map.copyOf(copies);
    }

    int unreadable() {
        return unreadable;
    }

    /** How many hooks went through the gateway. */
    int posted() {
        return posted;
    }

    private static void acknowledged(Future<?> sending) {
        try {
            sending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError("a hook was not taken", e);
        }
    }

    private void post(String body) {
        posted++;
        HttpRequest request = HttpRequest.newBuilder(gateway)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        free.acquireUninterruptibly();
        CompletableFuture<Void> answered = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> free.release())
                .thenAccept(answer -> assertThat(answer.statusCode())
                        .as("%s for %s", answer.body(), body)
                        .isEqualTo(200));
        sent.add(answered);
    }

    private ProducerRecord<byte[], byte[]> record(Conversation hook) {
        lastValue = encoder.encode(hook, schemaId);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                null,
                hook.getHook().getReceivedAt().toEpochMilli(),
                utf8(Long.toString(hook.getAccountId())),
                lastValue);
        AsGateway.headers(hook).forEach((name, value) -> record.headers().add(name, utf8(value)));
        return record;
    }

    private ProducerRecord<byte[], byte[]> record(Posting.Unreadable posting) {
        unreadable++;
        byte @Nullable [] value = switch (posting.kind()) {
            case TEXT -> utf8("{\"accountId\": 2001}");
            case TOO_SHORT -> new byte[3];
            case NO_VALUE -> null;
            case NO_KEY, FOREIGN -> lastValue;
            case CUT_OFF -> Arrays.copyOf(lastValue, lastValue.length - 7);
            case MORE_BEHIND -> Arrays.copyOf(lastValue, lastValue.length + 1);
            case UNKNOWN_SCHEMA -> UNKNOWN_SCHEMA;
        };
        // an account that no hook has
        long account = posting.account() + (posting.kind() == Posting.Kind.FOREIGN ? 10_000 : 0);
        byte @Nullable [] key = posting.kind() == Posting.Kind.NO_KEY ? null : utf8(Long.toString(account));
        return new ProducerRecord<>(topic, null, posting.receivedAt().toEpochMilli(), key, value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
