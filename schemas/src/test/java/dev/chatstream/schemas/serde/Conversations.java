/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.HookOrigin;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.avro.PageVisit;
import dev.chatstream.avro.Variable;
import dev.chatstream.avro.VariableKind;
import dev.chatstream.avro.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Conversations to write and read back. */
final class Conversations {
    private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00.123Z");

    private Conversations() {}

    /**
     * Avro's lists compare their records without conversions, so {@code equals} throws on a message that has been read
     * and has a sentAt.
     */
    static void assertSame(Conversation actual, Conversation expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    /** Every field set. */
    static Conversation full() {
        return Conversation.newBuilder()
                .setAccountId(208)
                .setBeginAt(BEGIN)
                .setEndAt(BEGIN.plusSeconds(97))
                .setChannel(channel())
                .setVisitor(visitor())
                .setPaths(List.of(new PageVisit("https://shop.example/?q=1", "Shop"), new PageVisit(null, null)))
                .setMessages(List.of(
                        new Message(MessageType.VISITOR, "Jana", "visitor:7", "Dobrý den 👋", BEGIN, null, null),
                        new Message(
                                MessageType.AGENT, "Petr", "agent:9", "", BEGIN.plusSeconds(14), "greeting", "p@x.cz")))
                .setUnknown(Map.of("/channel/mood", "{\"a\":[1,null]}"))
                .setHook(new HookOrigin("0123456789abcdef0123456789abcdef", BEGIN, HookDialect.CURRENT, "shop"))
                .build();
    }

    /** Only what is required. */
    static Conversation bare() {
        return Conversation.newBuilder()
                .setAccountId(Long.MIN_VALUE)
                .setBeginAt(Instant.EPOCH)
                .setEndAt(Instant.EPOCH)
                .setChannelBuilder(Channel.newBuilder().setId(Long.MAX_VALUE))
                .setHookBuilder(HookOrigin.newBuilder()
                        .setEventId("e")
                        .setReceivedAt(BEGIN)
                        .setSource(""))
                .build();
    }

    private static Channel channel() {
        return Channel.newBuilder()
                .setId(5)
                .setIsChat(true)
                .setDuration(97L)
                .setAvgResponse(21L)
                .setFirstResponse(14L)
                .setMessagesCount(2L)
                .setWordsCount(4L)
                .setRating(5L)
                .setRatingDesc("díky")
                .build();
    }

    private static Visitor visitor() {
        return Visitor.newBuilder()
                .setId(7L)
                .setName("Jana")
                .setEmail("jana@example.com")
                .setVariables(Map.of("orders", new Variable("Orders", "3", VariableKind.NUMBER)))
                .build();
    }
}
