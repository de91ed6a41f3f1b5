/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

import dev.chatstream.avro.Conversation;

/** What makes a conversation the same conversation: account, channel and begin, because a channel may be reused. */
public final class ConversationId {
    private ConversationId() {}

    /** {@code accountId:channelId:beginAt}, the last in epoch milliseconds. */
    public static String of(Conversation conversation) {
        return conversation.getAccountId() + ":" + conversation.getChannel().getId() + ":"
                + conversation.getBeginAt().toEpochMilli();
    }
}
