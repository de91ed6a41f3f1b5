/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.facts.OutlineReader;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import org.apache.avro.Schema;

/** How the topology reads and writes its values. Conversations are only read: their bytes are passed on untouched. */
public record Codecs(
        RecordDecoder<Conversation> conversation,
        ValueCodec<ConversationFacts> facts,
        ValueCodec<Pane> pane,
        ValueCodec<RollingMetrics> rolling) {

    /**
     * Looks up the ids of what is written, and the schemas of what is read, so that the registry is not needed again
     * before a schema changes.
     *
     * @param register whether to register what is missing
     * @throws RegistryException when the registry cannot be reached
     * @throws NotReadyException when a schema is not registered; the message says what to do
     */
    public static Codecs resolve(SchemaRegistry registry, TopicNames topics, boolean register) {
        int minute = idOf(registry, topics, Topic.METRICS_MINUTE, register);
        int quarter = idOf(registry, topics, Topic.METRICS_QUARTER, register);
        if (minute != quarter) {
            throw new NotReadyException("the same schema has id " + minute + " under "
                    + topics.subjectOf(Topic.METRICS_MINUTE) + " and " + quarter + " under "
                    + topics.subjectOf(Topic.METRICS_QUARTER) + " (expected: one id); register it anew");
        }
        registry.lookUp(topics.subjectOf(Topic.HOOK), Conversation.getClassSchema())
                .ifPresent(registry::byId);
        int facts = idOf(registry, topics, Topic.CONVERSATION_FACTS, register);
        int rolling = idOf(registry, topics, Topic.METRICS_ROLLING, register);
        return new Codecs(
                RecordDecoder.of(Conversation.class, new OutlineReader(), registry),
                ValueCodec.facts(facts, registry),
                ValueCodec.panes(minute, registry),
                ValueCodec.of(RollingMetrics.class, rolling, registry));
    }

    private static int idOf(SchemaRegistry registry, TopicNames topics, Topic topic, boolean register) {
        String subject = topics.subjectOf(topic);
        Schema schema = topic.valueSchema().orElseThrow();
        int id = register ? registry.register(subject, schema) : registeredId(registry, subject, schema);
        Schema unused = registry.byId(id);
        return id;
    }

    private static int registeredId(SchemaRegistry registry, String subject, Schema schema) {
        return registry.lookUp(subject, schema)
                .orElseThrow(() -> new NotReadyException("schema " + schema.getFullName()
                        + " is not registered under " + subject
                        + "; register it when topics are created, or set registry.auto.register.schemas=true"));
    }
}
