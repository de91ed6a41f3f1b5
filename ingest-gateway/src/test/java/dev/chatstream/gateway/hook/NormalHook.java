/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * What may change between a hook's body and the body that its record gives back, and nothing else: null and missing are
 * alike, and so are false and missing for flags, "other" and missing for types, blank and missing for the rating's
 * text, groupKey and group, 36.0 or 3.6e1 and 36, -0 and 0, an empty list or map and a missing one, "0208" and 208.
 */
final class NormalHook {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int DIGITS = 20;

    private NormalHook() {}

    static ObjectNode of(ObjectNode hook) {
        ObjectNode normal = hook.deepCopy();
        if (normal.get("accountId").isTextual()) {
            normal.put("accountId", Long.parseLong(normal.get("accountId").textValue()));
        }
        List.of("accountId", "beginAt", "endAt").forEach(name -> integer(normal, name));
        List.of("visitor", "paths", "messages").forEach(name -> dropNull(normal, name));
        channel((ObjectNode) normal.get("channel"));
        if (normal.get("visitor") instanceof ObjectNode visitor) {
            visitor(visitor);
        }
        elements(normal, "paths", HookShape.PAGE_TEXTS);
        elements(normal, "messages", HookShape.MESSAGE_TEXTS);
        return normal;
    }

    private static void channel(ObjectNode channel) {
        integer(channel, "id");
        HookShape.COUNTS.forEach(name -> integer(channel, name));
        HookShape.FLAGS.forEach(name -> {
            dropNull(channel, name);
            dropIf(
                    channel,
                    name,
                    channel.path(name).isBoolean() && !channel.path(name).booleanValue());
        });
        JsonNode text = channel.path("ratingDesc");
        dropIf(
                channel,
                "ratingDesc",
                text.isNull() || (text.isTextual() && text.textValue().isBlank()));
    }

    private static void visitor(ObjectNode visitor) {
        integer(visitor, "id");
        HookShape.VISITOR_TEXTS.forEach(name -> dropNull(visitor, name));
        dropNull(visitor, "groupKey");
        dropNull(visitor, "variables");
        if (visitor.path("groupKey").isTextual() && !visitor.path("group").isTextual()) {
            boolean lone = Surrogates.anyLone(visitor.get("groupKey").textValue());
            if (!lone && !visitor.has("group")) {
                visitor.set("group", visitor.remove("groupKey"));
            }
        }
        if (visitor.get("variables") instanceof ObjectNode variables) {
            variables.properties().forEach(variable -> {
                boolean keptWhole = Surrogates.anyLone(variable.getKey());
                if (variable.getValue() instanceof ObjectNode object && !keptWhole) {
                    dropNull(object, "label");
                    dropNull(object, "value");
                }
            });
            dropIf(visitor, "variables", variables.isEmpty());
        }
    }

    private static void elements(ObjectNode hook, String name, List<String> texts) {
        JsonNode elements = hook.path(name);
        dropIf(hook, name, elements.isArray() && elements.isEmpty());
        if (elements.isArray()) {
            elements.forEach(element -> {
                if (element instanceof ObjectNode object) {
                    texts.forEach(text -> dropNull(object, text));
                    if (name.equals("messages")) {
                        message(object);
                    }
                }
            });
        }
    }

    private static void message(ObjectNode message) {
        integer(message, "sentAt");
        dropNull(message, "from");
        dropNull(message, "type");
        dropIf(message, "type", message.path("type").asText().equals("other"));
    }

    private static void integer(ObjectNode object, String name) {
        dropNull(object, name);
        JsonNode value = object.path(name);
        if (value.isNumber()) {
            BigDecimal exact = value.decimalValue().stripTrailingZeros();
            boolean small = exact.precision() - exact.scale() <= DIGITS;
            boolean whole = small && exact.scale() <= 0 && exact.compareTo(LEAST) >= 0 && exact.compareTo(MOST) <= 0;
            if (whole || exact.signum() == 0) {
                object.set(name, JsonNodeFactory.instance.numberNode(exact.longValue()));
            }
        }
    }

    private static void dropNull(ObjectNode object, String name) {
        dropIf(object, name, object.path(name).isNull());
    }

    private static void dropIf(ObjectNode object, String name, boolean drop) {
        if (drop) {
            object.remove(name);
        }
    }
}
