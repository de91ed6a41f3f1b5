/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.store.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Publishes the facts that count. */
final class FactsStage extends ContextualProcessor<Object, Object, Object, Object> {

    private static final byte[] FACTS_TYPE =
            "dev.chatstream.smartsupp.conversation.facts.v1".getBytes(StandardCharsets.UTF_8);

    private static final Set<String> REPLACED = Set.of("ce_type", "ce_id");
    private static final Set<String> OF_THE_HOOK_ALONE = Set.of("ce_time", "traceparent");

    private final ValueCodec<ConversationFacts> codec;

    FactsStage(ValueCodec<ConversationFacts> codec) {
        this.codec = codec;
    }

    @Override
    public void process(Record<Object, Object> record) {
        ConversationChange change = (ConversationChange) record.value();
        byte[] stored = change.stored();
        byte[] facts = stored == null ? codec.encode(change.facts()) : stored;
        context().forward(new Record<>(record.key(), facts, record.timestamp(), headers(record.headers(), change)));
    }

    private static Headers headers(Headers ofHook, ConversationChange change) {
        Headers headers = new RecordHeaders();
        for (Header header : ofHook) {
            String name = header.key();
            // another hook may have made these facts count; when it happened and in which trace is not known then
            boolean kept = change.value() != null || !OF_THE_HOOK_ALONE.contains(name);
            if (kept && !REPLACED.contains(name)) {
                headers.add(header);
            }
        }
        headers.add("ce_type", FACTS_TYPE);
        headers.add("ce_id", change.facts().getEventId().getBytes(StandardCharsets.UTF_8));
        return headers;
    }
}
