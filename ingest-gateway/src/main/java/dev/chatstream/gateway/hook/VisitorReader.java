/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import dev.chatstream.avro.Variable;
import dev.chatstream.avro.Visitor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code /visitor}. */
final class VisitorReader {
    private static final String GROUP_KEY = "groupKey";

    private final JsonCursor cursor;
    private @Nullable Long id;
    private @Nullable String name;
    private @Nullable String email;
    private @Nullable String note;
    private @Nullable String group;
    private @Nullable String groupKey;
    private @Nullable String rawGroupKey;
    private boolean legacy;
    private @Nullable String ipAddress;
    private @Nullable String city;
    private @Nullable String countryCode;
    private @Nullable String country;
    private @Nullable String userAgent;
    private @Nullable String platform;
    private @Nullable String referer;
    private Map<String, Variable> variables = Map.of();

    VisitorReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    void read() throws IOException {
        int puts = cursor.unknown().puts();
        while (cursor.nextMember(puts)) {
            switch (cursor.name()) {
                case "id" -> id = cursor.integer();
                case "name" -> name = cursor.text();
                case "email" -> email = cursor.text();
                case "note" -> note = cursor.text();
                case "group" -> group = cursor.text();
                case GROUP_KEY -> readGroupKey();
                case "ipAddress" -> ipAddress = cursor.text();
                case "city" -> city = cursor.text();
                case "countryCode" -> countryCode = cursor.text();
                case "country" -> country = cursor.text();
                case "userAgent" -> userAgent = cursor.text();
                case "platform" -> platform = cursor.text();
                case "referer" -> referer = cursor.text();
                case "variables" -> variables = VariablesReader.read(cursor);
                default -> cursor.keep();
            }
        }
        if (group == null) {
            group = groupKey;
        } else if (rawGroupKey != null) {
            cursor.keepMember(GROUP_KEY, rawGroupKey);
        }
    }

    private void readGroupKey() throws IOException {
        legacy = true;
        groupKey = cursor.text();
        rawGroupKey = groupKey == null ? null : cursor.raw();
    }

    /** Whether something was read that only the legacy dialect has. */
    boolean legacy() {
        return legacy;
    }

    Visitor visitor() {
        return new Visitor(
                id,
                name,
                email,
                note,
                group,
                ipAddress,
                city,
                countryCode,
                country,
                userAgent,
                platform,
                referer,
                variables);
    }
}
