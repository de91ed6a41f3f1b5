/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.PageVisit;
import dev.chatstream.avro.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code Conversation} that the body alone decides, in its own generated types.
 *
 * @param unknown RFC 6901 pointer to the JSON text of everything that has no place in the other parts
 */
public record ParsedHook(
        long accountId,
        Instant beginAt,
        Instant endAt,
        Channel channel,
        @Nullable Visitor visitor,
        List<PageVisit> paths,
        List<Message> messages,
        Map<String, String> unknown,
        HookDialect dialect) {

    /** The same for every revision of a conversation: account, channel and begin. */
    public String conversationId() {
        return accountId + ":" + channel.getId() + ":" + beginAt.toEpochMilli();
    }
}
