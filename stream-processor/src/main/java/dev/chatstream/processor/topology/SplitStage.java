/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends the bytes of a conversation, untouched, to the topic of its one type, and a tombstone to the topic it leaves
 * when a revision changed its type.
 */
final class SplitStage extends ContextualProcessor<Object, Object, Object, Object> {

    @Override
    public void process(Record<Object, Object> record) {
        ConversationChange change = (ConversationChange) record.value();
        if (change.value() == null) {
            return;
        }
        if (change.leaves() != null) {
            context().forward(record.withValue(null), Operators.typeSink(change.leaves()));
        }
        context()
                .forward(
                        record.withValue(change.value()),
                        Operators.typeSink(change.facts().getType()));
    }
}
