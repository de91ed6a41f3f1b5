/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.HookOrigin;
import dev.chatstream.avro.RejectedHook;
import dev.chatstream.avro.RejectionReason;
import dev.chatstream.avro.WebhookEvent;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.AvroValueDeserializer;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import dev.chatstream.systemtests.Differences;
import dev.chatstream.systemtests.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is in the topics, by number. A record only counts when it is exactly what was sent under its number: key, all
 * headers, every field, for a rejected body every byte, and a time between those of its sending and its answer.
 */
final class Found implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");
    private static final int MOST_SHOWN = 20;

    private final Tail tail;
    private final AvroValueDeserializer<Conversation> conversations;
    private final AvroValueDeserializer<WebhookEvent> events;
    private final AvroValueDeserializer<RejectedHook> rejections;
    private final Map<Long, Answer> answers = new HashMap<>();
    private final Map<Long, Integer> copies = new HashMap<>();
    private final List<String> spoilt = new ArrayList<>();

    Found(String bootstrapServers, SchemaRegistry registry) {
        tail = new Tail(bootstrapServers, List.of(Topic.HOOK, Topic.EVENT, Topic.HOOK_REJECTED));
        conversations = AvroValueDeserializer.of(Conversation.class, registry);
        events = AvroValueDeserializer.of(WebhookEvent.class, registry);
        rejections = AvroValueDeserializer.of(RejectedHook.class, registry);
    }

    /** Reads what has come since the last time, knowing what senders were told meanwhile. */
    void catchUp(Collection<Answer> told) {
        told.forEach(answer -> answers.put(answer.number(), answer));
        tail.read(record -> {
            if (record.topic().equals(TopicNames.DEFAULT.of(Topic.HOOK))) {
                hook(record);
            } else if (record.topic().equals(TopicNames.DEFAULT.of(Topic.EVENT))) {
                event(record);
            } else {
                rejected(record);
            }
        });
    }

    /** How many records hold exactly what was sent under the number. */
    int copies(long number) {
        return copies.getOrDefault(number, 0);
    }

    /** Records that are not exactly what was sent, the first of them. */
    List<String> spoilt() {
        return List.copyOf(spoilt);
    }

    private void hook(ConsumerRecord<String, byte[]> record) {
        Conversation conversation = Objects.requireNonNull(conversations.deserialize(record.topic(), record.value()));
        Numbered sent = Numbered.of(conversation.getChannel().getId());
        List<String> wrong = new ArrayList<>();
        same(wrong, "key", sent.json().path("accountId").asText(), record.key());
        same(wrong, "headers", Envelope.ofHook(sent), Topics.headers(record));
        JsonNode unknown = sent.json().path(Numbered.UNKNOWN_FIELD);
        if (!unknown.isMissingNode()) {
            sent.json().remove(Numbered.UNKNOWN_FIELD);
        }
        wrong.addAll(Differences.between(sent.json(), conversation));
        same(wrong, "unknown", unknown(unknown), conversation.getUnknown());
        HookOrigin origin = conversation.getHook();
        same(wrong, "event id", sent.eventId(), origin.getEventId());
        same(wrong, "source", sent.source(), origin.getSource());
        same(wrong, "dialect", HookDialect.CURRENT, origin.getDialect());
        inTime(wrong, record, sent, origin.getReceivedAt());
        same(wrong, "kind", Kind.HOOK, sent.kind());
        count(record, sent, wrong);
    }

    private static Map<String, String> unknown(JsonNode field) {
        return field.isMissingNode() ? Map.of() : Map.of("/" + Numbered.UNKNOWN_FIELD, field.toString());
    }

    private void event(ConsumerRecord<String, byte[]> record) {
        WebhookEvent event = Objects.requireNonNull(events.deserialize(record.topic(), record.value()));
        Matcher number = NUMBER.matcher(event.getData());
        Numbered sent = Numbered.of(number.find() ? Long.parseLong(number.group(1)) : 0);
        List<String> wrong = new ArrayList<>();
        JsonNode json = sent.json();
        same(wrong, "key", json.path("account_id").asText(), record.key());
        same(wrong, "headers", Envelope.ofEvent(sent), Topics.headers(record));
        same(wrong, "account", json.path("account_id").asText(), event.getAccountId());
        same(wrong, "event", json.path("event").asText(), event.getEvent());
        same(wrong, "timestamp", json.path("timestamp").asText(), event.getTimestamp());
        same(wrong, "app", json.path("app_id").asText(), event.getAppId());
        same(wrong, "data", json.path("data").toString(), event.getData());
        same(wrong, "unknown", Map.of(), event.getUnknown());
        same(wrong, "occurred", Instant.parse(json.path("timestamp").asText()), event.getOccurredAt());
        same(wrong, "event id", sent.eventId(), event.getEventId());
        same(wrong, "source", sent.source(), event.getSource());
        inTime(wrong, record, sent, event.getReceivedAt());
        same(wrong, "kind", Kind.EVENT, sent.kind());
        count(record, sent, wrong);
    }

    private void rejected(ConsumerRecord<String, byte[]> record) {
        RejectedHook rejected = Objects.requireNonNull(rejections.deserialize(record.topic(), record.value()));
        String body =
                StandardCharsets.UTF_8.decode(rejected.getBody().duplicate()).toString();
        Matcher number = NUMBER.matcher(body);
        if (!number.find()) {
            note(record, List.of("rejected without a number: " + rejected.getReason()));
            return;
        }
        Numbered sent = Numbered.of(Long.parseLong(number.group(1)));
        List<String> wrong = new ArrayList<>();
        same(wrong, "body", sent.text(), body);
        same(wrong, "key", sent.eventId(), record.key());
        same(wrong, "headers", Envelope.ofRejected(sent, rejected.getReceivedAt()), Topics.headers(record));
        same(wrong, "source", sent.source(), rejected.getSource());
        same(wrong, "content type", Numbered.CONTENT_TYPE, rejected.getContentType());
        same(wrong, "detail is blank", false, rejected.getDetail().isBlank());
        inTime(wrong, record, sent, rejected.getReceivedAt());
        same(wrong, "reason", reason(sent.kind()), rejected.getReason());
        count(record, sent, wrong);
    }

    private static RejectionReason reason(Kind kind) {
        return switch (kind) {
            case NOT_JSON -> RejectionReason.NOT_JSON;
            case NOT_A_HOOK -> RejectionReason.NOT_A_HOOK;
            case HOOK, EVENT, FORGED -> RejectionReason.UNKNOWN;
        };
    }

    /** Of a phase that failed before its answers were told, it is not known when they were sent. */
    private void inTime(List<String> wrong, ConsumerRecord<String, byte[]> record, Numbered sent, Instant receivedAt) {
        same(wrong, "time of the record", receivedAt.toEpochMilli(), record.timestamp());
        Answer answer = answers.get(sent.number());
        if (answer != null && (receivedAt.isBefore(answer.sentAt()) || receivedAt.isAfter(answer.answeredAt()))) {
            wrong.add("received at " + receivedAt + ", but on its way from " + answer.sentAt() + " to "
                    + answer.answeredAt());
        }
    }

    private static void same(List<String> wrong, String what, Object sent, @Nullable Object kept) {
        if (!sent.equals(kept)) {
            wrong.add(what + ": sent " + sent + ", kept " + kept);
        }
    }

    private void count(ConsumerRecord<String, byte[]> record, Numbered sent, List<String> wrong) {
        if (wrong.isEmpty()) {
            copies.merge(sent.number(), 1, Integer::sum);
        } else {
            note(record, wrong);
        }
    }

    private void note(ConsumerRecord<String, byte[]> record, List<String> wrong) {
        if (spoilt.size() < MOST_SHOWN) {
            spoilt.add(record.topic() + " " + record.partition() + " " + record.offset() + ": " + wrong);
        }
    }

    @Override
    public void close() {
        tail.close();
        conversations.close();
        events.close();
        rejections.close();
    }
}
