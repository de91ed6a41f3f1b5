/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.PageVisit;
import dev.chatstream.avro.Variable;
import dev.chatstream.avro.Visitor;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.ParsedHook;
import dev.chatstream.schemas.serde.ArrayEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a hook as {@code Conversation}, field by field in the order of the schema: a third of the time that Avro takes
 * to find its way through the schema for every hook anew. A test holds it to the very bytes that Avro would write.
 */
final class ConversationWriter {
    /** A record is mostly smaller than the body that it was made from, which has all the names in it. */
    private static final int BEYOND_BODY = 256;

    private static final int NULL = 0;
    private static final int PRESENT = 1;

    private final ArrayEncoder out;

    private ConversationWriter(ArrayEncoder out) {
        this.out = out;
    }

    /** The value for Kafka. */
    static byte[] write(ParsedHook hook, Delivery delivery, int schemaId) {
        ArrayEncoder out = new ArrayEncoder(schemaId, delivery.body().length + BEYOND_BODY);
        try {
            new ConversationWriter(out).conversation(hook, delivery);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toBytes();
    }

    private void conversation(ParsedHook hook, Delivery delivery) throws IOException {
        out.writeLong(hook.accountId());
        instant(hook.beginAt());
        instant(hook.endAt());
        channel(hook.channel());
        visitor(hook.visitor());
        paths(hook.paths());
        messages(hook.messages());
        unknown(hook.unknown());
        out.writeString(delivery.eventId());
        instant(delivery.receivedAt());
        out.writeEnum(hook.dialect().ordinal());
        out.writeString(delivery.source());
    }

    private void channel(Channel channel) throws IOException {
        out.writeLong(channel.getId());
        out.writeBoolean(channel.getIsChat());
        out.writeBoolean(channel.getIsMissed());
        out.writeBoolean(channel.getIsTriggered());
        out.writeBoolean(channel.getIsOffline());
        out.writeBoolean(channel.getIsCompleted());
        out.writeBoolean(channel.getIsDropped());
        number(channel.getDuration());
        number(channel.getAvgResponse());
        number(channel.getFirstResponse());
        number(channel.getMessagesCount());
        number(channel.getWordsCount());
        number(channel.getRating());
        text(channel.getRatingDesc());
    }

    private void visitor(@Nullable Visitor visitor) throws IOException {
        if (visitor == null) {
            out.writeIndex(NULL);
            return;
        }
        out.writeIndex(PRESENT);
        number(visitor.getId());
        text(visitor.getName());
        text(visitor.getEmail());
        text(visitor.getNote());
        text(visitor.getGroup());
        text(visitor.getIpAddress());
        text(visitor.getCity());
        text(visitor.getCountryCode());
        text(visitor.getCountry());
        text(visitor.getUserAgent());
        text(visitor.getPlatform());
        text(visitor.getReferer());
        variables(visitor.getVariables());
    }

    private void variables(Map<String, Variable> variables) throws IOException {
        out.writeMapStart();
        out.setItemCount(variables.size());
        for (Map.Entry<String, Variable> variable : variables.entrySet()) {
            out.writeString(variable.getKey());
            text(variable.getValue().getLabel());
            text(variable.getValue().getValue());
            out.writeEnum(variable.getValue().getKind().ordinal());
        }
        out.writeMapEnd();
    }

    private void paths(List<PageVisit> paths) throws IOException {
        out.writeArrayStart();
        out.setItemCount(paths.size());
        for (PageVisit path : paths) {
            text(path.getUrl());
            text(path.getTitle());
        }
        out.writeArrayEnd();
    }

    private void messages(List<Message> messages) throws IOException {
        out.writeArrayStart();
        out.setItemCount(messages.size());
        for (Message message : messages) {
            out.writeEnum(message.getType().ordinal());
            text(message.getName());
            text(message.getFrom());
            text(message.getContent());
            if (message.getSentAt() == null) {
                out.writeIndex(NULL);
            } else {
                out.writeIndex(PRESENT);
                instant(message.getSentAt());
            }
            text(message.getTriggeredBy());
            text(message.getEmail());
        }
        out.writeArrayEnd();
    }

    private void unknown(Map<String, String> unknown) throws IOException {
        out.writeMapStart();
        out.setItemCount(unknown.size());
        for (Map.Entry<String, String> field : unknown.entrySet()) {
            out.writeString(field.getKey());
            out.writeString(field.getValue());
        }
        out.writeMapEnd();
    }

    private void instant(Instant instant) {
        out.writeLong(instant.toEpochMilli());
    }

    private void number(@Nullable Long number) throws IOException {
        if (number == null) {
            out.writeIndex(NULL);
        } else {
            out.writeIndex(PRESENT);
            out.writeLong(number);
        }
    }

    private void text(@Nullable String text) throws IOException {
        if (text == null) {
            out.writeIndex(NULL);
        } else {
            out.writeIndex(PRESENT);
            out.writeString(text);
        }
    }
}
