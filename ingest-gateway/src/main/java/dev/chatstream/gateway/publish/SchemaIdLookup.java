/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.avro.Conversation;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the schema ids once; afterwards the registry may be down. The type topics carry the very bytes of the hook
 * topic, so {@code Conversation} must have one id under all their subjects.
 */
public final class SchemaIdLookup {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaIdLookup.class);

    private final SchemaRegistry registry;
    private final TopicNames topics;
    private final boolean autoRegister;
    private volatile @Nullable SchemaIds found;
    private volatile @Nullable String problem = "schema ids are not looked up yet";

    public SchemaIdLookup(SchemaRegistry registry, TopicNames topics, boolean autoRegister) {
        this.registry = registry;
        this.topics = topics;
        this.autoRegister = autoRegister;
    }

    /** The ids; empty until they are found. */
    public Optional<SchemaIds> ids() {
        return Optional.ofNullable(found);
    }

    /** Why there are no ids. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Asks the registry unless the ids are known. Blocks. */
    public void attempt() {
        if (found != null) {
            return;
        }
        try {
            SchemaIds ids = new SchemaIds(conversationId(), id(Topic.EVENT), id(Topic.HOOK_REJECTED));
            found = ids;
            problem = null;
            LOG.info(
                    "schema ids: Conversation {}, WebhookEvent {}, RejectedHook {}",
                    ids.conversation(),
                    ids.webhookEvent(),
                    ids.rejectedHook());
        } catch (RegistryException e) {
            complain("the schema registry (registry.schema.registry.url) does not give schema ids: " + e.getMessage());
        } catch (IllegalStateException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String text) {
        if (!text.equals(problem)) {
            LOG.warn("not ready: {}; trying again every second", text);
        }
        problem = text;
    }

    private int conversationId() {
        Map<String, Integer> bySubject = new TreeMap<>();
        Arrays.stream(Topic.values())
                .filter(topic -> topic.valueSchema()
                        .filter(Conversation.getClassSchema()::equals)
                        .isPresent())
                .forEach(topic -> bySubject.put(topics.subjectOf(topic), id(topic)));
        if (bySubject.values().stream().distinct().count() != 1) {
            throw new IllegalStateException("the Conversation schema must have one id under all its subjects, but has "
                    + bySubject + "; register the same schema under each");
        }
        return bySubject.values().iterator().next();
    }

    private int id(Topic topic) {
        String subject = topics.subjectOf(topic);
        var schema = topic.valueSchema().orElseThrow();
        if (autoRegister) {
            return registry.register(subject, schema);
        }
        return registry.lookUp(subject, schema)
                .orElseThrow(() -> new IllegalStateException("the schema registry has no schema " + schema.getFullName()
                        + " of this version under subject " + subject
                        + "; register it, or set registry.auto.register.schemas=true"));
    }
}
