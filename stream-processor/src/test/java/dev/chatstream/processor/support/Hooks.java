/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.support;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.HookOrigin;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.avro.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds conversations as the gateway publishes them. Starts as the published sample, ended a minute before receipt.
 */
public final class Hooks {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Conversation.Builder conversation;
    private final List<Message> messages = new ArrayList<>();
    private UnaryOperator<Channel.Builder> channel = UnaryOperator.identity();
    private @Nullable Visitor visitor;
    private Instant endAt = NOON.minusSeconds(60);
    private Instant beginAt = endAt.minusMillis(36_984);
    private Instant receivedAt = NOON;
    private long accountId = 208;
    private long channelId = 55_039;
    private String eventId = "sample";

    private Hooks() {
        conversation = Conversation.newBuilder();
    }

    public static Hooks sample() {
        Hooks hooks = new Hooks();
        hooks.message(MessageType.VISITOR, "visitor:mx", null, 0)
                .message(MessageType.SYSTEM, "agent:3", "agent.join", 6_516)
                .trigger("Test Trigger", 10_003)
                .message(MessageType.AGENT, "agent:3", "Hi", 14_069)
                .message(MessageType.VISITOR, "visitor:mx", "tanks.", 33_421)
                .message(MessageType.SYSTEM, "system", "close.visitorClose", 36_984);
        return hooks.channel(c -> c.setIsChat(true)
                .setIsTriggered(true)
                .setIsCompleted(true)
                .setDuration(36L)
                .setAvgResponse(14L)
                .setFirstResponse(14L)
                .setMessagesCount(5L)
                .setWordsCount(11L)
                .setRating(5L));
    }

    /** Without messages, flags and figures. */
    public static Hooks blank() {
        return new Hooks();
    }

    public Hooks account(long id) {
        accountId = id;
        return this;
    }

    public Hooks channelId(long id) {
        channelId = id;
        return this;
    }

    public Hooks event(String id) {
        eventId = id;
        return this;
    }

    public Hooks receivedAt(Instant instant) {
        receivedAt = instant;
        return this;
    }

    public Hooks between(Instant begin, Instant end) {
        beginAt = begin;
        endAt = end;
        return this;
    }

    public Hooks endedAt(Instant end) {
        return between(end.minus(Duration.between(beginAt, endAt)), end);
    }

    public Hooks channel(UnaryOperator<Channel.Builder> change) {
        UnaryOperator<Channel.Builder> before = channel;
        channel = builder -> change.apply(before.apply(builder));
        return this;
    }

    public Hooks visitor(@Nullable String group, @Nullable String countryCode) {
        visitor = Visitor.newBuilder()
                .setGroup(group)
                .setCountryCode(countryCode)
                .setVariables(Map.of())
                .build();
        return this;
    }

    public Hooks noMessages() {
        messages.clear();
        return this;
    }

    /** A message sent so many milliseconds after the begin; null when it has no time. */
    public Hooks message(
            MessageType type, @Nullable String from, @Nullable String content, @Nullable Integer atMillis) {
        messages.add(message(type, from, content, null, atMillis));
        return this;
    }

    public Hooks visitor(int atMillis) {
        return message(MessageType.VISITOR, "visitor:v", "text", atMillis);
    }

    public Hooks agent(int number, int atMillis) {
        return message(MessageType.AGENT, String.format(Locale.ROOT, "agent:%d", number), "text", atMillis);
    }

    public Hooks agentTriggeredBy(String trigger, int number, int atMillis) {
        messages.add(message(MessageType.AGENT, "agent:" + number, "text", trigger, atMillis));
        return this;
    }

    public Hooks trigger(String name, int atMillis) {
        messages.add(message(MessageType.AGENT, "system", "triggered", name, atMillis));
        return this;
    }

    private Message message(
            MessageType type,
            @Nullable String from,
            @Nullable String content,
            @Nullable String triggeredBy,
            @Nullable Integer atMillis) {
        return Message.newBuilder()
                .setType(type)
                .setFrom(from)
                .setContent(content)
                .setSentAt(atMillis == null ? null : beginAt.plusMillis(atMillis))
                .setTriggeredBy(triggeredBy)
                .build();
    }

    public Conversation build() {
        Channel.Builder built = channel.apply(Channel.newBuilder().setId(channelId));
        return conversation
                .setAccountId(accountId)
                .setBeginAt(beginAt)
                .setEndAt(endAt)
                .setChannel(built.build())
                .setVisitor(visitor)
                .setPaths(List.of())
                .setMessages(messages)
                .setUnknown(Map.of())
                .setHook(new HookOrigin(eventId, receivedAt, HookDialect.CURRENT, "test"))
                .build();
    }
}
