/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;

/** What stands at a place of a JSON text, in words fit for an error message. */
public enum JsonKind {
    MISSING("nothing"),
    NULL("null"),
    BOOLEAN("a boolean"),
    NUMBER("a number"),
    STRING("a string"),
    OBJECT("an object"),
    ARRAY("an array");

    private final String words;

    JsonKind(String words) {
        this.words = words;
    }

    /** Kind of the value that starts with this token. */
    static JsonKind of(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT -> OBJECT;
            case START_ARRAY, END_ARRAY -> ARRAY;
            case VALUE_STRING -> STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case VALUE_NULL -> NULL;
            default -> throw new IllegalArgumentException(token + " starts no value");
        };
    }

    /** For example {@code a number}. */
    public String words() {
        return words;
    }
}
