/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.chatstream.systemtests.TestRun;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A hook's body as the record that a gateway would have made of it, had it received it when the test says. */
final class AsGateway {
    private AsGateway() {}

    static Conversation conversation(String body, Instant receivedAt) {
        JsonNode hook = TestRun.json(body);
        JsonNode visitor = hook.get("visitor");
        boolean legacy = visitor.has("groupKey");
        Map<String, String> unknown = new TreeMap<>();
        if (hook.has("labels")) {
            unknown.put("/labels", hook.get("labels").toString());
        }
        return Conversation.newBuilder()
                .setAccountId(hook.get("accountId").longValue())
                .setBeginAt(Instant.ofEpochMilli(hook.get("beginAt").longValue()))
                .setEndAt(Instant.ofEpochMilli(hook.get("endAt").longValue()))
                .setChannel(channel(hook.get("channel")))
                .setVisitor(visitor(visitor))
                .setPaths(paths(hook.get("paths")))
                .setMessages(messages(hook.get("messages")))
                .setUnknown(unknown)
                .setHook(new HookOrigin(
                        eventId(body), receivedAt, legacy ? HookDialect.LEGACY : HookDialect.CURRENT, "smartsupp"))
                .build();
    }

    /** First 128 bits of the body's SHA-256. */
    static String eventId(String body) {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256(body.getBytes(StandardCharsets.UTF_8)), 16));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** By name, as text. */
    static Map<String, String> headers(Conversation conversation) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", conversation.getHook().getEventId());
        headers.put("ce_source", "/smartsupp/accounts/" + conversation.getAccountId());
        headers.put("ce_type", "dev.chatstream.smartsupp.conversation.v1");
        headers.put(
                "ce_subject",
                conversation.getAccountId() + ":" + conversation.getChannel().getId() + ":"
                        + conversation.getBeginAt().toEpochMilli());
        headers.put("content-type", "application/vnd.confluent.avro");
        return headers;
    }

    private static Channel channel(JsonNode json) {
        return Channel.newBuilder()
                .setId(json.get("id").longValue())
                .setIsChat(json.path("isChat").booleanValue())
                .setIsMissed(json.path("isMissed").booleanValue())
                .setIsTriggered(json.path("isTriggered").booleanValue())
                .setIsOffline(json.path("isOffline").booleanValue())
                .setIsCompleted(json.path("isCompleted").booleanValue())
                .setIsDropped(json.path("isDropped").booleanValue())
                .setDuration(number(json, "duration"))
                .setAvgResponse(number(json, "avgResponse"))
                .setFirstResponse(number(json, "firstResponse"))
                .setMessagesCount(number(json, "messagesCount"))
                .setWordsCount(number(json, "wordsCount"))
                .setRating(number(json, "rating"))
                .setRatingDesc(blankAsNull(text(json, "ratingDesc")))
                .build();
    }

    private static Visitor visitor(JsonNode json) {
        String group = text(json, "group");
        return Visitor.newBuilder()
                .setId(number(json, "id"))
                .setName(text(json, "name"))
                .setEmail(text(json, "email"))
                .setNote(text(json, "note"))
                .setGroup(group == null ? text(json, "groupKey") : group)
                .setIpAddress(text(json, "ipAddress"))
                .setCity(text(json, "city"))
                .setCountryCode(text(json, "countryCode"))
                .setCountry(text(json, "country"))
                .setUserAgent(text(json, "userAgent"))
                .setPlatform(text(json, "platform"))
                .setReferer(text(json, "referer"))
                .setVariables(variables(json.path("variables")))
                .build();
    }

    private static Map<String, Variable> variables(JsonNode json) {
        Map<String, Variable> variables = new TreeMap<>();
        json.properties().forEach(entry -> {
            JsonNode value = entry.getValue().get("value");
            variables.put(
                    entry.getKey(),
                    new Variable(
                            text(entry.getValue(), "label"),
                            value.isNull() ? null : value.asText(),
                            VariableKind.valueOf(value.getNodeType().name())));
        });
        return variables;
    }

    private static List<PageVisit> paths(JsonNode json) {
        List<PageVisit> paths = new ArrayList<>();
        json.forEach(path -> paths.add(new PageVisit(text(path, "url"), text(path, "title"))));
        return paths;
    }

    private static List<Message> messages(JsonNode json) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : json) {
            Long sentAt = number(message, "sentAt");
            messages.add(Message.newBuilder()
                    .setType(MessageType.valueOf(message.get("type").textValue().toUpperCase(Locale.ROOT)))
                    .setName(text(message, "name"))
                    .setFrom(text(message, "from"))
                    .setContent(text(message, "content"))
                    .setSentAt(sentAt == null ? null : Instant.ofEpochMilli(sentAt))
                    .setTriggeredBy(text(message, "triggeredBy"))
                    .setEmail(text(message, "email"))
                    .build());
        }
        return messages;
    }

    private static @Nullable Long number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isIntegralNumber() ? value.longValue() : null;
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
