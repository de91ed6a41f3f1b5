/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.ConversationFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conversations as JSON objects, every field present. */
public final class JsonRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonRows() {}

    public static ObjectNode row(ConversationFacts facts) {
        ObjectNode row = JSON.objectNode();
        for (FactsField field : FactsField.values()) {
            Object value = field.of(facts);
            if (value instanceof List<?> list) {
                ArrayNode array = row.putArray(field.title());
                list.forEach(element -> put(array, element));
            } else {
                put(row, field.title(), value);
            }
        }
        return row;
    }

    private static void put(ArrayNode array, Object element) {
        if (element instanceof Number number) {
            array.add(number.longValue());
        } else {
            array.add(element.toString());
        }
    }

    private static void put(ObjectNode row, String title, @Nullable Object value) {
        if (value == null) {
            row.putNull(title);
        } else if (value instanceof Boolean flag) {
            row.put(title, flag);
        } else if (value instanceof Number number) {
            row.put(title, number.longValue());
        } else {
            row.put(title, value.toString());
        }
    }
}
