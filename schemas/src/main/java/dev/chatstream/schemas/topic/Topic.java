/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.topic;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.RejectedHook;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.avro.WebhookEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Every topic of the pipeline. Whatever creates, documents or checks topics is made from this list or tested against
 * it.
 */
public enum Topic {
    /** Every accepted hook. Key: accountId in decimal, so that all state of an account is local to one partition. */
    HOOK("hook.v1", Cleanup.DELETE, Duration.ofDays(7), Conversation.getClassSchema()),
    /** The newer webhooks, one event each. Key: the account as sent. */
    EVENT("event.v1", Cleanup.DELETE, Duration.ofDays(7), WebhookEvent.getClassSchema()),
    /** Bodies that could not be taken, byte for byte. Key: quarantine id. */
    HOOK_REJECTED("hook.rejected.v1", Cleanup.DELETE, Duration.ofDays(14), RejectedHook.getClassSchema()),
    /** Finished chats. Key: conversationId; value: the bytes of {@link #HOOK}. */
    CONVERSATION_CHAT(
            "conversation.chat.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(28), Conversation.getClassSchema()),
    /** Missed conversations. Key: conversationId; value: the bytes of {@link #HOOK}. */
    CONVERSATION_MISSED(
            "conversation.missed.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(28), Conversation.getClassSchema()),
    /** Offline messages. Key: conversationId; value: the bytes of {@link #HOOK}. */
    CONVERSATION_OFFLINE(
            "conversation.offline.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(28), Conversation.getClassSchema()),
    /** Conversations whose flags name no type. Key: conversationId; value: the bytes of {@link #HOOK}. */
    CONVERSATION_UNCLASSIFIED(
            "conversation.unclassified.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(28), Conversation.getClassSchema()),
    /** One flat row a conversation, without names, addresses and texts. Key: conversationId. */
    CONVERSATION_FACTS(
            "conversation.facts.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(400), ConversationFacts.getClassSchema()),
    /** Aggregates of one minute. Key: account, dimension, pane start. */
    METRICS_MINUTE("metrics.minute.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(4), MetricsPane.getClassSchema()),
    /** Aggregates of a quarter of an hour. Key: account, dimension, pane start. */
    METRICS_QUARTER("metrics.quarter.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(66), MetricsPane.getClassSchema()),
    /** Current values of the rolling windows. Key: account, dimension, window. */
    METRICS_ROLLING("metrics.rolling.v1", Cleanup.COMPACT_DELETE, Duration.ofDays(66), RollingMetrics.getClassSchema()),
    /** What the processor could not read, as raw bytes with the error in headers. Key: as in the source. */
    PROCESSOR_DLQ("processor.dlq.v1", Cleanup.DELETE, Duration.ofDays(14), null);

    /** What the broker does with old records. */
    public enum Cleanup {
        DELETE,
        COMPACT_DELETE
    }

    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(7);
    private static final Duration UNCOMPACTED_AT_LEAST = Duration.ofHours(1);

    private final String baseName;
    private final Cleanup cleanup;
    private final Duration retention;
    private final @Nullable Schema valueSchema;

    Topic(String baseName, Cleanup cleanup, Duration retention, @Nullable Schema valueSchema) {
        this.baseName = baseName;
        this.cleanup = cleanup;
        this.retention = retention;
        this.valueSchema = valueSchema;
    }

    /** Name without the configurable prefix, for example {@code hook.v1}. */
    public String baseName() {
        return baseName;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    public Duration retention() {
        return retention;
    }

    /** Schema of the value; empty where the topic carries raw bytes. */
    public Optional<Schema> valueSchema() {
        return Optional.ofNullable(valueSchema);
    }

    /** The topic's configuration on the broker, beside partitions and replication. */
    public Map<String, String> config(int maxMessageBytes) {
        Map<String, String> config = new TreeMap<>();
        config.put("retention.ms", Long.toString(retention.toMillis()));
        config.put("max.message.bytes", Integer.toString(maxMessageBytes));
        if (cleanup == Cleanup.COMPACT_DELETE) {
            config.put("cleanup.policy", "compact,delete");
            config.put("delete.retention.ms", Long.toString(TOMBSTONES_KEPT.toMillis()));
            config.put("min.compaction.lag.ms", Long.toString(UNCOMPACTED_AT_LEAST.toMillis()));
        } else {
            config.put("cleanup.policy", "delete");
        }
        return config;
    }
}
