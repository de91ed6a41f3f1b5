/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.WebhookEvent;
import org.jspecify.annotations.Nullable;

/** The body that a subscriber can build from an event's record. */
final class RebuiltEvent {
    private RebuiltEvent() {}

    static ObjectNode of(WebhookEvent published) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", "event_callback");
        event.put("account_id", published.getAccountId());
        event.put("event", published.getEvent());
        set(event, "timestamp", published.getTimestamp());
        set(event, "app_id", published.getAppId());
        event.set("data", ExactJson.read(published.getData()));
        published
                .getUnknown()
                .forEach((pointer, text) -> event.set(RebuiltHook.name(pointer.substring(1)), ExactJson.read(text)));
        return event;
    }

    private static void set(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    /** What may change: null and missing are alike, and so are a number as the account and its digits. */
    static ObjectNode normal(ObjectNode event) {
        ObjectNode normal = event.deepCopy();
        JsonNode account = event.get("account_id");
        normal.put("account_id", account.isNumber() ? Long.toString(account.longValue()) : account.asText());
        for (String name : new String[] {"timestamp", "app_id"}) {
            if (normal.path(name).isNull()) {
                normal.remove(name);
            }
        }
        if (!normal.has("data")) {
            normal.putNull("data");
        }
        return normal;
    }
}
