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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final SchemaIdMemory memory;
    private boolean verified;
    private volatile @Nullable SchemaIds found;
    private volatile @Nullable String problem = "schema ids are not looked up yet";

    /**
     * Knows nothing yet.
     *
     * @param autoRegister whether schemas that are not there may be registered
     * @param memory ids of an earlier time, used while the registry does not answer
     */
    public SchemaIdLookup(SchemaRegistry registry, TopicNames topics, boolean autoRegister, SchemaIdMemory memory) {
        this.registry = registry;
        this.topics = topics;
        this.autoRegister = autoRegister;
        this.memory = memory;
    }

    /**
     * Subjects under which the registry lacks schemas that are needed; only asks.
     *
     * @throws RegistryException when the registry does not answer
     */
    public static Set<String> missing(SchemaRegistry registry, TopicNames topics) {
        Set<String> missing = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            boolean needed = topic == Topic.EVENT || topic == Topic.HOOK_REJECTED || isOfConversations(topic);
            String subject = topics.subjectOf(topic);
            if (needed
                    && registry.lookUp(subject, topic.valueSchema().orElseThrow())
                            .isEmpty()) {
                missing.add(subject);
            }
        }
        return missing;
    }

    private static boolean isOfConversations(Topic topic) {
        return topic.valueSchema().filter(Conversation.getClassSchema()::equals).isPresent();
    }

    /** The ids; empty until they are found. */
    public Optional<SchemaIds> ids() {
        return Optional.ofNullable(found);
    }

    /** Why there are no ids. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Asks the registry unless it has answered before. Blocks. For one thread. */
    public void attempt() {
        if (verified) {
            return;
        }
        try {
            answered(new SchemaIds(conversationId(), id(Topic.EVENT), id(Topic.HOOK_REJECTED)));
        } catch (RegistryException e) {
            // Interrupted, the registry has said nothing: the gateway stops.
            if (found == null && !Thread.currentThread().isInterrupted()) {
                recall(e);
            }
        } catch (IllegalStateException e) {
            contradict();
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void answered(SchemaIds ids) {
        if (found != null && !ids.equals(found)) {
            contradict();
        }
        found = ids;
        problem = null;
        verified = true;
        memory.remember(ids);
        LOG.info(
                "schema ids: Conversation {}, WebhookEvent {}, RejectedHook {}",
                ids.conversation(),
                ids.webhookEvent(),
                ids.rejectedHook());
    }

    private void recall(RegistryException e) {
        Optional<SchemaIds> remembered = memory.recall();
        if (remembered.isEmpty()) {
            complain("the schema registry (registry.schema.registry.url) does not give schema ids: " + e.getMessage());
            return;
        }
        found = remembered.get();
        problem = null;
        LOG.warn(
                "the schema registry (registry.schema.registry.url) does not give schema ids ({}): those of an earlier"
                        + " start are used, {}, and verified when it is back",
                e.getMessage(),
                found);
    }

    /** What the registry says counts, also when it says that what was used so far is not there. */
    private void contradict() {
        memory.forget();
        if (found != null) {
            LOG.error(
                    "the schema registry contradicts the schema ids that were remembered and used since the start, {}:"
                            + " they are used no more; records written with them may not be readable",
                    found);
            found = null;
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
                .filter(SchemaIdLookup::isOfConversations)
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
