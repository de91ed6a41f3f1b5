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
        replace(headers, "ce_type", FACTS_TYPE);
        replace(headers, "ce_id", change.after().getEventId().getBytes(StandardCharsets.UTF_8));
        if (change.value() == null) {
            // another hook made these facts count; when it happened and in which trace is not known any more
            headers.remove("ce_time");
            headers.remove("traceparent");
        }
        context().forward(record.<Object>withValue(codec.encode(change.after())).withHeaders(headers));
    }

    private static void replace(Headers headers, String name, byte[] value) {
        headers.remove(name);
        headers.add(name, value);
    }
}
