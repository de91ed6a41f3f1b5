/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands in the topics of hooks against what must stand there. */
record TopicChecks(Model model, Committed topics, SchemaRegistry registry) {

    /** Each hook that was sent is in the hooks' topic, so that the model has seen all of them. */
    Row hooks(Feeder feeder) {
        Map<String, Integer> sent = new HashMap<>(feeder.copies());
        List<String> wrong = new ArrayList<>();
        model.copies().forEach((eventId, copies) -> {
            int expected = sent.getOrDefault(eventId, 0);
            sent.remove(eventId);
            if (expected != copies) {
                wrong.add(eventId + ": expected " + expected + ", found " + copies);
            }
        });
        sent.forEach((eventId, copies) -> wrong.add(eventId + ": expected " + copies + ", found none"));
        return new Row("hooks sent", sum(feeder.copies()), sum(model.copies()), wrong);
    }

    private static long sum(Map<String, Integer> copies) {
        return copies.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Each revision that was the latest when it was processed once, and a tombstone for each that left. */
    Row type(ConversationType type) {
        Rows<String> found = new Rows<>();
        topics.read(topicOf(type), record -> found.add(key(record), Prints.whole(record)));
        Rows<String> expected = model.rows(type);
        return new Row(topicOf(type).baseName(), expected.size(), found.size(), expected.differences(found));
    }

    private static Topic topicOf(ConversationType type) {
        return switch (type) {
            case CHAT -> Topic.CONVERSATION_CHAT;
            case MISSED -> Topic.CONVERSATION_MISSED;
            case OFFLINE -> Topic.CONVERSATION_OFFLINE;
            case UNCLASSIFIED -> Topic.CONVERSATION_UNCLASSIFIED;
        };
    }

    /** Every change of a conversation's facts once, and so the latest ones too. */
    List<Row> facts() {
        RecordDecoder<ConversationFacts> decoder = RecordDecoder.of(ConversationFacts.class, registry);
        Rows<ConversationFacts> found = new Rows<>();
        topics.read(Topic.CONVERSATION_FACTS, record -> found.add(key(record), sorted(decoder.decode(record.value()))));
        Rows<ConversationFacts> expected = model.factsRows();
        Rows<ConversationFacts> latest = expected.latest();
        return List.of(
                new Row("conversation.facts.v1", expected.size(), found.size(), expected.differences(found)),
                new Row(
                        "  the latest of each conversation",
                        latest.size(),
                        found.latest().size(),
                        latest.differences(found.latest())));
    }

    private static ConversationFacts sorted(ConversationFacts facts) {
        return ConversationFacts.newBuilder(facts)
                .setAnomalies(facts.getAnomalies().stream().sorted().toList())
                .build();
    }

    /** What nobody can read, byte for byte, and nothing else. */
    Row deadLetters() {
        Rows<String> found = new Rows<>();
        topics.read(Topic.PROCESSOR_DLQ, record -> {
            Map<String, String> headers = Prints.headers(record);
            found.add(
                    headers.get("__streams.errors.partition") + "@" + headers.get("__streams.errors.offset"),
                    Prints.keyAndValue(record));
        });
        Rows<String> expected = model.unreadable();
        return new Row("processor.dlq.v1", expected.size(), found.size(), expected.differences(found));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
