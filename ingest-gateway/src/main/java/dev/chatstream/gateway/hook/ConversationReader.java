/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import dev.chatstream.avro.Channel;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.PageVisit;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the root object. */
final class ConversationReader {
    private static final String WHOLE = "a whole number of 64 bits";
    private static final String MILLIS = WHOLE + ", epoch milliseconds";
    private static final String EVENT = "event_callback";

    private final JsonCursor cursor;
    private final Required<Long> accountId = new Required<>("/accountId", WHOLE + " or a string of its digits");
    private final Required<Instant> beginAt = new Required<>("/beginAt", MILLIS);
    private final Required<Instant> endAt = new Required<>("/endAt", MILLIS);
    private final Required<ChannelReader> channel = new Required<>("/channel", "an object");
    private @Nullable VisitorReader visitor;
    private List<PageVisit> paths = List.of();
    private List<Message> messages = List.of();
    private boolean legacyMessages;
    private boolean event;

    ConversationReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads to the end of the object that the cursor stands at. */
    void read() throws IOException {
        int puts = cursor.unknown().puts();
        while (cursor.nextMember(puts)) {
            switch (cursor.name()) {
                case "accountId" -> accountId.found(cursor.kind(), accountId());
                case "beginAt" -> beginAt.found(cursor.kind(), instant());
                case "endAt" -> endAt.found(cursor.kind(), instant());
                case "channel" -> readChannel();
                case "visitor" -> readVisitor();
                case "paths" -> readPaths();
                case "messages" -> readMessages();
                case "type" -> readType();
                default -> cursor.keep();
            }
        }
    }

    /** Whether the object is no conversation at all but an event. */
    boolean isEvent() {
        return event;
    }

    /** What the object came to. */
    HookParse result() {
        Optional<HookParse.NotAHook> complaint = Stream.of(accountId, beginAt, endAt, channel)
                .flatMap(required -> required.complaint().stream())
                .findFirst()
                .or(() -> channel.get().complaint())
                .or(() -> Optional.ofNullable(cursor.unknown().overflow()));
        return complaint.<HookParse>map(found -> found).orElseGet(() -> new HookParse.Parsed(hook()));
    }

    private ParsedHook hook() {
        Channel read = channel.get().channel();
        VisitorReader who = visitor;
        boolean legacy = (who != null && who.legacy()) || legacyMessages;
        return new ParsedHook(
                accountId.get(),
                beginAt.get(),
                endAt.get(),
                read,
                who == null ? null : who.visitor(),
                paths,
                messages,
                cursor.unknown().texts(),
                legacy ? HookDialect.LEGACY : HookDialect.CURRENT);
    }

    /** No member of a conversation, but what tells an event from one. */
    private void readType() throws IOException {
        event = cursor.at(JsonToken.VALUE_STRING) && cursor.tokenText().equals(EVENT);
        cursor.keep();
    }

    private @Nullable Long accountId() throws IOException {
        OptionalLong number =
                cursor.at(JsonToken.VALUE_STRING) ? AccountId.ofDigits(cursor.tokenText()) : cursor.wholeNumber();
        if (number.isPresent()) {
            return number.getAsLong();
        }
        cursor.skip();
        return null;
    }

    private @Nullable Instant instant() throws IOException {
        OptionalLong millis = cursor.wholeNumber();
        if (millis.isPresent()) {
            return Instant.ofEpochMilli(millis.getAsLong());
        }
        cursor.skip();
        return null;
    }

    private void readChannel() throws IOException {
        JsonKind kind = cursor.kind();
        if (kind == JsonKind.OBJECT) {
            ChannelReader reader = new ChannelReader(cursor);
            reader.read();
            channel.found(kind, reader);
        } else {
            cursor.skip();
            channel.found(kind, null);
        }
    }

    private void readVisitor() throws IOException {
        visitor = null;
        if (cursor.at(JsonToken.START_OBJECT)) {
            VisitorReader reader = new VisitorReader(cursor);
            reader.read();
            visitor = reader;
        } else if (!cursor.at(JsonToken.VALUE_NULL)) {
            cursor.keep();
        }
    }

    private void readPaths() throws IOException {
        paths = new ArrayList<>();
        readElements(() -> paths.add(PageReader.read(cursor)));
    }

    private void readMessages() throws IOException {
        messages = new ArrayList<>();
        legacyMessages = false;
        readElements(() -> {
            MessageReader reader = new MessageReader(cursor);
            reader.read();
            messages.add(reader.message());
            legacyMessages |= reader.legacy();
        });
    }

    private interface ElementReader {
        void read() throws IOException;
    }

    private void readElements(ElementReader element) throws IOException {
        if (cursor.at(JsonToken.START_ARRAY)) {
            while (cursor.nextElement()) {
                if (cursor.admitsElement()) {
                    element.read();
                }
            }
        } else if (!cursor.at(JsonToken.VALUE_NULL)) {
            cursor.keep();
        }
    }
}
