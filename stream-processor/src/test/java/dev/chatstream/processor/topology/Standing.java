/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.support.HookSets;
import dev.chatstream.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;

/**
 * What stands in the end for the accounts of one try, with the accounts numbered from 1.
 *
 * @param panes as stored, by granularity, account, dimension and start
 * @param published the same as subscribers of the topics have it
 * @param facts of conversations that are counted
 * @param typed type topics by conversation
 */
record Standing(
        Map<String, Aggregate> panes,
        Map<String, Aggregate> published,
        Map<String, ConversationFacts> facts,
        Map<String, List<Topic>> typed) {
    private static final List<Topic> TYPE_TOPICS = List.of(
            Topic.CONVERSATION_CHAT,
            Topic.CONVERSATION_MISSED,
            Topic.CONVERSATION_OFFLINE,
            Topic.CONVERSATION_UNCLASSIFIED);

    /** Every dimension that the hooks may have. */
    static List<DimensionKey> dimensions() {
        List<DimensionKey> dimensions = new ArrayList<>(List.of(DimensionKey.ACCOUNT));
        HookSets.AGENTS.forEach(agent -> dimensions.add(DimensionKey.agent(agent)));
        HookSets.GROUPS.forEach(group -> dimensions.add(new DimensionKey(Dimension.GROUP, group)));
        HookSets.COUNTRIES.forEach(country -> dimensions.add(new DimensionKey(Dimension.COUNTRY, country)));
        HookSets.TRIGGERS.forEach(trigger -> dimensions.add(new DimensionKey(Dimension.TRIGGER, trigger)));
        return dimensions;
    }

    /** Gives a hook to the account of its number after {@code base}, so that one driver serves every try. */
    static Conversation moved(Conversation hook, long base) {
        return Conversation.newBuilder(hook)
                .setAccountId(base + hook.getAccountId())
                .build();
    }

    /** What stands for the accounts after {@code base}; reads all that was published since the last time. */
    static Standing of(PipelineFixture pipeline, long base) {
        Map<String, Aggregate> panes = new TreeMap<>();
        Map<String, Aggregate> published = new TreeMap<>();
        for (Granularity granularity : Granularity.values()) {
            for (int account = 1; account <= HookSets.ACCOUNTS; account++) {
                readPanes(pipeline, granularity, base, account, panes);
            }
            readPublished(pipeline, granularity, base, published);
        }
        Map<String, ConversationFacts> facts = new HashMap<>();
        for (ConversationFacts row : pipeline.readFacts()) {
            String id = renamed(row.getConversationId(), base);
            if (row.getAnomalies().contains("received.late")) {
                facts.remove(id);
            } else {
                facts.put(id, anonymous(row, id));
            }
        }
        return new Standing(panes, published, facts, typed(pipeline, base));
    }

    private static void readPanes(
            PipelineFixture pipeline, Granularity granularity, long base, int account, Map<String, Aggregate> panes) {
        for (DimensionKey about : dimensions()) {
            pipeline.state()
                    .each(
                            base + account,
                            about,
                            granularity,
                            NOON.minus(Duration.ofDays(60)),
                            NOON.plus(Duration.ofDays(60)),
                            (start, pane) -> panes.put(
                                    granularity + " " + account + "|"
                                            + about.dimension().name().toLowerCase(java.util.Locale.ROOT) + "|"
                                            + about.value() + "|" + start.toEpochMilli(),
                                    pane.counted()));
        }
    }

    private static void readPublished(
            PipelineFixture pipeline, Granularity granularity, long base, Map<String, Aggregate> published) {
        for (TestRecord<String, byte[]> record : pipeline.read(Operators.panesTopic(granularity))) {
            int end = record.key().indexOf('|');
            long account = Long.parseLong(record.key().substring(0, end)) - base;
            String key = granularity + " " + account + record.key().substring(end);
            if (record.value() == null) {
                published.remove(key);
            } else {
                published.put(
                        key,
                        PipelineFixture.CODECS.pane().decode(record.value()).counted());
            }
        }
    }

    private static String renamed(String conversationId, long base) {
        int end = conversationId.indexOf(':');
        return Long.parseLong(conversationId.substring(0, end)) - base + conversationId.substring(end);
    }

    private static ConversationFacts anonymous(ConversationFacts row, String id) {
        return ConversationFacts.newBuilder(row)
                .setAccountId(0)
                .setConversationId(id)
                .build();
    }

    private static Map<String, List<Topic>> typed(PipelineFixture pipeline, long base) {
        Map<String, List<Topic>> typed = new HashMap<>();
        for (Topic topic : TYPE_TOPICS) {
            Map<String, byte[]> last = new HashMap<>();
            for (TestRecord<String, byte[]> record : pipeline.read(topic)) {
                last.put(renamed(record.key(), base), record.value());
            }
            last.forEach((conversation, value) -> {
                if (value != null) {
                    typed.computeIfAbsent(conversation, none -> new ArrayList<>())
                            .add(topic);
                }
            });
        }
        return typed;
    }
}
