/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import dev.chatstream.avro.Variable;
import dev.chatstream.avro.VariableKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code /visitor/variables}. */
final class VariablesReader {
    /** A longer name would be repeated in the pointer of each member below it; such a variable is kept whole. */
    private static final int LONGEST_NAME = 256;

    private final JsonCursor cursor;
    private @Nullable String label;
    private @Nullable String value;
    private VariableKind kind = VariableKind.NULL;

    private VariablesReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    static Map<String, Variable> read(JsonCursor cursor) throws IOException {
        Map<String, Variable> variables = new LinkedHashMap<>();
        if (cursor.at(JsonToken.START_OBJECT)) {
            int puts = cursor.unknown().puts();
            while (cursor.nextMember(puts)) {
                if (cursor.admitsElement()) {
                    readVariable(cursor, variables);
                }
            }
        } else if (!cursor.at(JsonToken.VALUE_NULL)) {
            cursor.keep();
        }
        return variables;
    }

    private static void readVariable(JsonCursor cursor, Map<String, Variable> variables) throws IOException {
        String name = cursor.name();
        boolean named = name.length() <= LONGEST_NAME && !Surrogates.anyLone(name);
        if (named && cursor.at(JsonToken.START_OBJECT)) {
            VariablesReader reader = new VariablesReader(cursor);
            reader.readMembers();
            variables.put(name, new Variable(reader.label, reader.value, reader.kind));
        } else {
            cursor.keep();
            variables.remove(name);
        }
    }

    private void readMembers() throws IOException {
        int puts = cursor.unknown().puts();
        while (cursor.nextMember(puts)) {
            switch (cursor.name()) {
                case "label" -> label = cursor.text();
                case "value" -> readValue();
                default -> cursor.keep();
            }
        }
    }

    private void readValue() throws IOException {
        kind = switch (cursor.kind()) {
            case BOOLEAN -> VariableKind.BOOLEAN;
            case NUMBER -> VariableKind.NUMBER;
            case STRING -> VariableKind.STRING;
            case OBJECT -> VariableKind.OBJECT;
            case ARRAY -> VariableKind.ARRAY;
            case NULL, MISSING -> VariableKind.NULL;
        };
        value = kind == VariableKind.STRING || kind == VariableKind.NULL ? cursor.text() : cursor.raw();
    }
}
