/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookOrigin;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.ParsedHook;
import dev.chatstream.schemas.serde.RecordEncoder;

/** The value of a hook's record as Avro writes it, from the schema alone. */
public final class ByAvro {
    private static final RecordEncoder<Conversation> ENCODER = RecordEncoder.of(Conversation.class);

    private ByAvro() {}

    public static byte[] value(ParsedHook hook, Delivery delivery, int schemaId) {
        Conversation conversation = new Conversation(
                hook.accountId(),
                hook.beginAt(),
                hook.endAt(),
                hook.channel(),
                hook.visitor(),
                hook.paths(),
                hook.messages(),
                hook.unknown(),
                new HookOrigin(delivery.eventId(), delivery.receivedAt(), hook.dialect(), delivery.source()));
        return ENCODER.encode(conversation, schemaId);
    }
}
