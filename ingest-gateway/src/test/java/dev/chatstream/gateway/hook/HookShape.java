/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.util.List;

/** The fields of a hook by kind, as the tests know them. */
final class HookShape {
    static final List<String> FLAGS =
            List.of("isChat", "isMissed", "isTriggered", "isOffline", "isCompleted", "isDropped");
    static final List<String> COUNTS =
            List.of("duration", "avgResponse", "firstResponse", "messagesCount", "wordsCount", "rating");
    static final List<String> VISITOR_TEXTS = List.of(
            "name",
            "email",
            "note",
            "group",
            "ipAddress",
            "city",
            "countryCode",
            "country",
            "userAgent",
            "platform",
            "referer");
    static final List<String> MESSAGE_TEXTS = List.of("name", "content", "triggeredBy", "email");
    static final List<String> PAGE_TEXTS = List.of("url", "title");

    private HookShape() {}
}
