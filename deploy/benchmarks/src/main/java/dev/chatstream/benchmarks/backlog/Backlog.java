/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import dev.chatstream.avro.Conversation;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.schemas.registry.RegistryConfig;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.serde.RecordEncoder;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes hooks into their topic as the gateway would have done, spread evenly over the last hour and in the order of
 * their receipt: chats, missed ones and offline messages as the simulator draws them, now and then the same hook twice
 * or a rating afterwards. Some accounts have much more to do than others. The same seed gives the same hooks.
 */
public final class Backlog {
    private static final int TEMPLATES = 2_000;
    private static final long FIRST_ACCOUNT = 100_000;
    private static final int REMEMBERED = 1_000;
    private static final double REDELIVERED = 0.02;
    private static final double LATE_RATED = 0.03;

    /** Share of hooks that are a conversation's first. */
    public static final double CONVERSATIONS = 1 - REDELIVERED - LATE_RATED;

    private static final int DELIVERY_MILLIS = 1_000;
    private static final long SEED = 1;

    private final String bootstrapServers;
    private final int schemaId;
    private final List<Template> templates;
    private final RecordEncoder<GenericRecord> encoder = RecordEncoder.generic(Conversation.getClassSchema());

    private Backlog(String bootstrapServers, int schemaId, List<Template> templates) {
        this.bootstrapServers = bootstrapServers;
        this.schemaId = schemaId;
        this.templates = templates;
    }

    /** Draws the conversations that hooks are made of. */
    public static Backlog prepare(String bootstrapServers, String registryUrl) {
        try (SchemaRegistry registry = SchemaRegistry.open(Map.of(RegistryConfig.URL, registryUrl))) {
            int id = registry.lookUp(TopicNames.DEFAULT.subjectOf(Topic.HOOK), Conversation.getClassSchema())
                    .orElseThrow(() -> new IllegalStateException("the schema is not registered"));
            return new Backlog(
                    bootstrapServers, id, Template.draw(TEMPLATES, SEED, RecordDecoder.generic(registry), id));
        }
    }

    /**
     * Writes that many hooks.
     *
     * @param accounts how many accounts there are
     * @param span how long it took to receive them, until now
     * @return bytes of their values in the mean
     */
    public long write(int hooks, int accounts, Duration span) {
        Drawing drawing = new Drawing(accounts);
        Instant begin = Instant.now().minus(span);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long bytes = 0;
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings())) {
            for (int number = 0; number < hooks && failure.get() == null; number++) {
                Instant receivedAt = begin.plusNanos(span.toNanos() / hooks * number);
                ProducerRecord<byte[], byte[]> record = record(drawing.next(receivedAt), receivedAt);
                bytes += record.value().length;
                var unused = producer.send(record, (metadata, problem) -> {
                    if (problem != null) {
                        failure.set(problem);
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw new StartException(
                    "the hooks cannot be written: " + failure.get().getMessage(), failure.get());
        }
        return bytes / hooks;
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 * 1024,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
    }

    private ProducerRecord<byte[], byte[]> record(BacklogHook hook, Instant receivedAt) {
        String account = Long.toString(hook.accountId());
        GenericRecord conversation = templates.get(hook.template()).as(hook, receivedAt);
        RecordHeaders headers = new RecordHeaders();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", hook.eventId());
        header(headers, "ce_source", "/smartsupp/accounts/" + account);
        header(headers, "ce_type", "dev.chatstream.smartsupp.conversation.v1");
        header(headers, "ce_subject", account + ":" + hook.channelId() + ":" + conversation.get("beginAt"));
        header(headers, "ce_time", hook.endAt().toString());
        header(headers, "content-type", "application/vnd.confluent.avro");
        return new ProducerRecord<>(
                TopicNames.DEFAULT.of(Topic.HOOK),
                null,
                receivedAt.toEpochMilli(),
                account.getBytes(StandardCharsets.US_ASCII),
                encoder.encode(conversation, schemaId),
                headers);
    }

    private static void header(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** What comes next. */
    private final class Drawing {
        private final Random random = new Random(SEED);
        private final List<BacklogHook> recent = new ArrayList<>();
        private final int accounts;
        private int drawn;

        Drawing(int accounts) {
            this.accounts = accounts;
        }

        BacklogHook next(Instant receivedAt) {
            double kind = random.nextDouble();
            if (kind < REDELIVERED + LATE_RATED && recent.size() == REMEMBERED) {
                BacklogHook earlier = recent.get(random.nextInt(REMEMBERED));
                boolean again =
                        kind < REDELIVERED || !templates.get(earlier.template()).unratedChat();
                return again ? earlier : earlier.rated(1L + random.nextInt(5), eventId());
            }
            BacklogHook hook = fresh(receivedAt);
            if (recent.size() < REMEMBERED) {
                recent.add(hook);
            } else {
                recent.set(drawn % REMEMBERED, hook);
            }
            drawn++;
            return hook;
        }

        /** Squaring makes low numbers frequent: of 1,000 accounts the first has 3 % of all hooks. */
        private BacklogHook fresh(Instant receivedAt) {
            double share = random.nextDouble();
            return new BacklogHook(
                    random.nextInt(templates.size()),
                    FIRST_ACCOUNT + (long) (share * share * accounts),
                    drawn + 1L,
                    random.nextInt(BacklogHook.AGENTS),
                    receivedAt.minusMillis(1 + random.nextInt(DELIVERY_MILLIS)).truncatedTo(ChronoUnit.MILLIS),
                    eventId(),
                    null);
        }

        private String eventId() {
            return "%016x%016x".formatted(random.nextLong(), random.nextLong());
        }
    }
}
