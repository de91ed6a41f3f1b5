/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the root object of one of the newer webhooks: the envelope's members; what happened stays as it is. */
final class EventReader {
    /** The account is a record's key and stands in its headers. */
    private static final int LONGEST_ACCOUNT = 256;

    private final JsonCursor cursor;
    private final Required<String> accountId = new Required<>(
            "/account_id", "a string of 1 to " + LONGEST_ACCOUNT + " characters or a whole number of 64 bits");
    private final Required<String> event = new Required<>("/event", "a string");
    private @Nullable String timestamp;
    private @Nullable String appId;
    private String data = "null";

    EventReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads to the end of the object that the cursor stands at. */
    void read() throws IOException {
        int puts = cursor.unknown().puts();
        while (cursor.nextMember(puts)) {
            switch (cursor.name()) {
                case "type" -> cursor.skip();
                case "account_id" -> accountId.found(cursor.kind(), accountId());
                case "event" -> event.found(cursor.kind(), event());
                case "timestamp" -> timestamp = cursor.text();
                case "app_id" -> appId = cursor.text();
                case "data" -> data = cursor.raw();
                default -> cursor.keep();
            }
        }
    }

    /** What the object came to. */
    HookParse result() {
        Optional<HookParse.NotAHook> complaint = Stream.of(accountId, event)
                .flatMap(required -> required.complaint().stream())
                .findFirst()
                .or(() -> Optional.ofNullable(cursor.unknown().overflow()));
        return complaint.<HookParse>map(found -> found).orElseGet(() -> new HookParse.Event(parsed()));
    }

    private ParsedEvent parsed() {
        return new ParsedEvent(
                accountId.get(),
                event.get(),
                timestamp,
                Iso8601.instant(timestamp),
                appId,
                data,
                cursor.unknown().texts());
    }

    private @Nullable String accountId() throws IOException {
        if (cursor.at(JsonToken.VALUE_STRING)) {
            int length = cursor.tokenText().length();
            return length > 0 && length <= LONGEST_ACCOUNT ? cursor.text() : null;
        }
        OptionalLong number = cursor.wholeNumber();
        cursor.skip();
        return number.isPresent() ? Long.toString(number.getAsLong()) : null;
    }

    private @Nullable String event() throws IOException {
        if (cursor.at(JsonToken.VALUE_STRING)) {
            return cursor.text();
        }
        cursor.skip();
        return null;
    }
}
