/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.store.ValueCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Publishes the facts that count. */
final class FactsStage extends ContextualProcessor<Object, Object, Object, Object> {
    private static final String CE_TYPE = "ce_type";
    private static final byte[] FACTS_TYPE =
            "dev.chatstream.smartsupp.conversation.facts.v1".getBytes(StandardCharsets.UTF_8);

    private final ValueCodec<ConversationFacts> codec;

    FactsStage(ValueCodec<ConversationFacts> codec) {
        this.codec = codec;
    }

    @Override
    public void process(Record<Object, Object> record) {
        ConversationChange change = (ConversationChange) record.value();
        Headers headers = new RecordHeaders(record.headers());
        headers.remove(CE_TYPE);
        headers.add(CE_TYPE, FACTS_TYPE);
        context().forward(record.<Object>withValue(codec.encode(change.after())).withHeaders(headers));
    }
}
