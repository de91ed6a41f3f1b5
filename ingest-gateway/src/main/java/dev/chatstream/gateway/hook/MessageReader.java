/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads an element of {@code /messages}. */
final class MessageReader {
    private final JsonCursor cursor;
    private MessageType type = MessageType.OTHER;
    private @Nullable String name;
    private @Nullable String from;
    private boolean fromNumber;
    private @Nullable String content;
    private @Nullable Instant sentAt;
    private @Nullable String triggeredBy;
    private @Nullable String email;
    private boolean hasEmail;

    MessageReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the message; it stays empty, so that the others keep their index, when the element is no object. */
    void read() throws IOException {
        if (!cursor.at(JsonToken.START_OBJECT)) {
            cursor.keep();
            return;
        }
        int puts = cursor.unknown().puts();
        while (cursor.nextMember(puts)) {
            switch (cursor.name()) {
                case "type" -> readType();
                case "name" -> name = cursor.text();
                case "from" -> readFrom();
                case "content" -> content = cursor.text();
                case "sentAt" -> sentAt = instant(cursor.integer());
                case "triggeredBy" -> triggeredBy = cursor.text();
                case "email" -> readEmail();
                default -> cursor.keep();
            }
        }
    }

    private void readType() throws IOException {
        @Nullable String text = cursor.at(JsonToken.VALUE_STRING) ? cursor.tokenText() : null;
        type = switch (text == null ? "" : text) {
            case "visitor" -> MessageType.VISITOR;
            case "agent" -> MessageType.AGENT;
            case "system" -> MessageType.SYSTEM;
            default -> MessageType.OTHER;
        };
        boolean said = type != MessageType.OTHER || "other".equals(text) || cursor.at(JsonToken.VALUE_NULL);
        if (!said) {
            cursor.keep();
        }
    }

    private void readFrom() throws IOException {
        fromNumber = cursor.kind() == JsonKind.NUMBER;
        if (fromNumber) {
            from = cursor.tokenText();
            return;
        }
        boolean string = cursor.at(JsonToken.VALUE_STRING);
        from = cursor.text();
        if (string && from != null && couldBeNumber(from)) {
            cursor.keep();
        }
    }

    /** Whether a number could have this text, so that only the body's own text tells a string from a number. */
    private static boolean couldBeNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    private void readEmail() throws IOException {
        hasEmail = true;
        email = cursor.text();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** Whether something was read that only the legacy dialect has. */
    boolean legacy() {
        boolean bareId = type == MessageType.VISITOR && from != null && !from.isEmpty() && from.indexOf(':') < 0;
        return hasEmail || fromNumber || bareId;
    }

    Message message() {
        return new Message(type, name, from, content, sentAt, triggeredBy, email);
    }
}
