/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.avro.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares a hook's JSON with the record made of it, by walking over both: over the JSON, so that nothing sent is
 * forgotten, and over the record, so that nothing is in it that was not sent.
 */
public final class Differences {
    /** Fields of the record that tell how it came in, not what came in. */
    private static final Set<String> OWN = Set.of("/hook", "/unknown");

    private final List<String> found = new ArrayList<>();
    private int leaves;

    private Differences() {}

    /** What is different, one line each. */
    public static List<String> between(JsonNode hook, Conversation conversation) {
        Differences differences = new Differences();
        differences.object("", hook, conversation);
        if (differences.leaves < 20) {
            differences.found.add("only " + differences.leaves + " values compared");
        }
        return differences.found;
    }

    private void object(String path, JsonNode json, IndexedRecord record) {
        json.fieldNames().forEachRemaining(name -> {
            Schema.Field field = record.getSchema().getField(recordName(name));
            if (field == null) {
                found.add(path + "/" + name + " is in the hook only");
            } else {
                value(path + "/" + name, json.get(name), record.get(field.pos()));
            }
        });
        for (Schema.Field field : record.getSchema().getFields()) {
            String fieldPath = path + "/" + field.name();
            if (!OWN.contains(fieldPath) && !json.has(field.name()) && !json.has(legacyName(field.name()))) {
                absent(fieldPath, record.get(field.pos()));
            }
        }
    }

    private void value(String path, JsonNode json, @Nullable Object value) {
        if (value instanceof IndexedRecord record && json.isObject()) {
            if (path.startsWith("/visitor/variables/")) {
                variable(path, json, record);
            } else {
                object(path, json, record);
            }
        } else if (value instanceof Map<?, ?> map && json.isObject()) {
            same(path + " (names)", List.copyOf(json.properties()).size(), map.size());
            json.properties()
                    .forEach(entry -> value(path + "/" + entry.getKey(), entry.getValue(), map.get(entry.getKey())));
        } else if (value instanceof List<?> list && json.isArray()) {
            same(path + " (size)", json.size(), list.size());
            for (int index = 0; index < Math.min(json.size(), list.size()); index++) {
                value(path + "/" + index, json.get(index), list.get(index));
            }
        } else {
            leaf(path, json, value);
        }
    }

    private void leaf(String path, JsonNode json, @Nullable Object value) {
        leaves++;
        if (path.equals("/channel/ratingDesc") && json.asText().isBlank()) {
            same(path, null, value);
        } else if (json.isNull()) {
            same(path, null, value);
        } else if (value instanceof Instant instant) {
            same(path, json.longValue(), instant.toEpochMilli());
        } else if (value instanceof GenericEnumSymbol<?> || value instanceof Enum<?>) {
            same(path, json.textValue().toUpperCase(Locale.ROOT), value.toString());
        } else if (value instanceof Boolean) {
            same(path, json.booleanValue(), value);
        } else if (value instanceof Long) {
            same(path, json.longValue(), value);
        } else {
            same(path, json.asText(), value);
        }
    }

    private void variable(String path, JsonNode json, IndexedRecord variable) {
        leaf(path + "/label", json.get("label"), field(variable, "label"));
        JsonNode value = json.get("value");
        leaf(path + "/value", value, field(variable, "value"));
        same(path + "/kind", value.getNodeType().name(), String.valueOf(field(variable, "kind")));
    }

    private static @Nullable Object field(IndexedRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }

    private void absent(String path, @Nullable Object value) {
        boolean empty = value == null
                || Boolean.FALSE.equals(value)
                || value instanceof Collection<?> items && items.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (!empty) {
            found.add(path + " is in the record only: " + value);
        }
    }

    private void same(String path, @Nullable Object sent, @Nullable Object kept) {
        if (!Objects.equals(sent, kept)) {
            found.add(path + ": sent " + sent + ", kept " + kept);
        }
    }

    private static String recordName(String jsonName) {
        return jsonName.equals("groupKey") ? "group" : jsonName;
    }

    private static String legacyName(String recordName) {
        return recordName.equals("group") ? "groupKey" : recordName;
    }
}
