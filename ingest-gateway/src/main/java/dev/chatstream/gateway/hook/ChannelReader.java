/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import dev.chatstream.avro.Channel;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads {@code /channel}. */
final class ChannelReader {
    private final JsonCursor cursor;
    private final Required<Long> id = new Required<>("/channel/id", "a whole number of 64 bits");
    private boolean isChat;
    private boolean isMissed;
    private boolean isTriggered;
    private boolean isOffline;
    private boolean isCompleted;
    private boolean isDropped;
    private @Nullable Long duration;
    private @Nullable Long avgResponse;
    private @Nullable Long firstResponse;
    private @Nullable Long messagesCount;
    private @Nullable Long wordsCount;
    private @Nullable Long rating;
    private @Nullable String ratingDesc;

    ChannelReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    void read() throws IOException {
        int puts = cursor.unknown().puts();
        while (cursor.nextMember(puts)) {
            switch (cursor.name()) {
                case "id" -> readId();
                case "isChat" -> isChat = cursor.flag();
                case "isMissed" -> isMissed = cursor.flag();
                case "isTriggered" -> isTriggered = cursor.flag();
                case "isOffline" -> isOffline = cursor.flag();
                case "isCompleted" -> isCompleted = cursor.flag();
                case "isDropped" -> isDropped = cursor.flag();
                case "duration" -> duration = cursor.integer();
                case "avgResponse" -> avgResponse = cursor.integer();
                case "firstResponse" -> firstResponse = cursor.integer();
                case "messagesCount" -> messagesCount = cursor.integer();
                case "wordsCount" -> wordsCount = cursor.integer();
                case "rating" -> rating = cursor.integer();
                case "ratingDesc" -> ratingDesc = blankToNull(cursor.text());
                default -> cursor.keep();
            }
        }
    }

    private void readId() throws IOException {
        JsonKind kind = cursor.kind();
        OptionalLong number = cursor.wholeNumber();
        if (number.isPresent()) {
            id.found(kind, number.getAsLong());
        } else {
            cursor.skip();
            id.found(kind, null);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    Optional<HookParse.NotAHook> complaint() {
        return id.complaint();
    }

    Channel channel() {
        return new Channel(
                id.get(),
                isChat,
                isMissed,
                isTriggered,
                isOffline,
                isCompleted,
                isDropped,
                duration,
                avgResponse,
                firstResponse,
                messagesCount,
                wordsCount,
                rating,
                ratingDesc);
    }
}
