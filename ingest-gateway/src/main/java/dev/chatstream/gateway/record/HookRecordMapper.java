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
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;

/** Makes the record of an accepted hook. Safe for use by several threads. */
public final class HookRecordMapper {
    private static final String TYPE = "dev.chatstream.smartsupp.conversation.v1";

    private final RecordEncoder<Conversation> encoder = RecordEncoder.of(Conversation.class);

    /** The record, keyed by account so that all of an account's state is local to one partition. */
    public OutgoingRecord map(ParsedHook hook, Delivery delivery, int schemaId) {
        String account = Long.toString(hook.accountId());
        return new OutgoingRecord(
                Topic.HOOK,
                account.getBytes(StandardCharsets.US_ASCII),
                encoder.encode(conversation(hook, delivery), schemaId),
                CloudEvent.of(delivery, TYPE, "/smartsupp/accounts/" + account, hook.conversationId(), hook.endAt())
                        .headers(),
                delivery.receivedAt());
    }

    private static Conversation conversation(ParsedHook hook, Delivery delivery) {
        return new Conversation(
                hook.accountId(),
                hook.beginAt(),
                hook.endAt(),
                hook.channel(),
                hook.visitor(),
                hook.paths(),
                hook.messages(),
                hook.unknown(),
                new HookOrigin(delivery.eventId(), delivery.receivedAt(), hook.dialect(), delivery.source()));
    }
}
