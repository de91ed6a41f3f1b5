/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.ParsedHook;
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;

/** Makes the record of an accepted hook. Safe for use by several threads. */
public final class HookRecordMapper {
    private static final String TYPE = "dev.chatstream.smartsupp.conversation.v1";

    /** The record, keyed by account so that all of an account's state is local to one partition. */
    public OutgoingRecord map(ParsedHook hook, Delivery delivery, int schemaId) {
        String account = Long.toString(hook.accountId());
        return new OutgoingRecord(
                Topic.HOOK,
                account.getBytes(StandardCharsets.US_ASCII),
                ConversationWriter.write(hook, delivery, schemaId),
                CloudEvent.of(delivery, TYPE, "/smartsupp/accounts/" + account, hook.conversationId(), hook.endAt())
                        .headers(),
                delivery.receivedAt());
    }
}
