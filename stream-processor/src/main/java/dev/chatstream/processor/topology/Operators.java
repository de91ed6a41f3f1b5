/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.ConversationType;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.schemas.topic.Topic;

/** Names of the topology's operators. Pinned by a test: a renamed operator is another topology. */
final class Operators {
    static final String HOOKS = "hooks";
    static final String IDENTITY = "identity";
    static final String SPLIT = "split";
    static final String FACTS = "facts";
    static final String FACTS_SINK = "facts-sink";
    static final String DLQ_SINK = "dlq-sink";
    static final String MINUTE_PANES = "minute-panes";
    static final String QUARTER_PANES = "quarter-panes";

    static final String ROLLING = "rolling";
    static final String ROLLING_SINK = "rolling-sink";

    private Operators() {}

    static String panes(Granularity granularity) {
        return granularity == Granularity.MINUTE ? MINUTE_PANES : QUARTER_PANES;
    }

    static String panesSink(Granularity granularity) {
        return panes(granularity) + "-sink";
    }

    static Topic panesTopic(Granularity granularity) {
        return granularity == Granularity.MINUTE ? Topic.METRICS_MINUTE : Topic.METRICS_QUARTER;
    }

    static String typeSink(ConversationType type) {
        return switch (type) {
            case CHAT -> "chat-sink";
            case MISSED -> "missed-sink";
            case OFFLINE -> "offline-sink";
            case UNCLASSIFIED -> "unclassified-sink";
        };
    }

    static Topic typeTopic(ConversationType type) {
        return switch (type) {
            case CHAT -> Topic.CONVERSATION_CHAT;
            case MISSED -> Topic.CONVERSATION_MISSED;
            case OFFLINE -> Topic.CONVERSATION_OFFLINE;
            case UNCLASSIFIED -> Topic.CONVERSATION_UNCLASSIFIED;
        };
    }
}
