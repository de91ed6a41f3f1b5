/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Steps through a body and takes values the lenient way: a value of another kind than wanted is kept in {@link Unknown}
 * as the very text that stood in the body, and counts as absent.
 */
final class JsonCursor {
    private final JsonTokens tokens;
    private final Unknown unknown;

    /** Starts where the tokens stand. */
    JsonCursor(JsonTokens tokens, Unknown unknown) {
        this.tokens = tokens;
        this.unknown = unknown;
    }

    Unknown unknown() {
        return unknown;
    }

    JsonKind kind() {
        return JsonKind.of(tokens.current());
    }

    boolean at(JsonToken token) {
        return tokens.current() == token;
    }

    String name() throws IOException {
        return tokens.name();
    }

    /**
     * Moves to the next member's value; false at the object's end. Forgets what an earlier member of this name left.
     *
     * @param puts {@link Unknown#puts()} when the object began: as long as nothing was kept since, nothing is to forget
     */
    boolean nextMember(int puts) throws IOException {
        if (tokens.next() == JsonToken.END_OBJECT) {
            return false;
        }
        if (unknown.puts() != puts && !unknown.isFull()) {
            unknown.forget(pointer());
        }
        tokens.next();
        return true;
    }

    /** Moves to the next element; false at the array's end. */
    boolean nextElement() throws IOException {
        return tokens.next() != JsonToken.END_ARRAY;
    }

    /** Whether the element here may be read; when there are too many, moves to its end instead. */
    boolean admitsElement() throws IOException {
        if (unknown.admitsPart()) {
            return true;
        }
        JsonKind kind = kind();
        skip();
        if (!unknown.isFull()) {
            unknown.refusePart(pointer(), kind);
        }
        return false;
    }

    /** A string; null for null and, kept, for every other kind. */
    @Nullable
    String text() throws IOException {
        if (at(JsonToken.VALUE_NULL)) {
            return null;
        }
        if (!at(JsonToken.VALUE_STRING)) {
            keep();
            return null;
        }
        String text = tokens.text();
        if (tokens.mayHaveLoneSurrogates() && Surrogates.anyLone(text)) {
            keep();
            return Surrogates.replaced(text);
        }
        return text;
    }

    /** A whole number of 64 bits; null for null and, kept, for everything else. */
    @Nullable
    Long integer() throws IOException {
        if (at(JsonToken.VALUE_NULL)) {
            return null;
        }
        OptionalLong whole = wholeNumber();
        if (whole.isEmpty()) {
            keep();
            return null;
        }
        return whole.getAsLong();
    }

    /** The value as a whole number of 64 bits; empty when it is something else. */
    OptionalLong wholeNumber() throws IOException {
        if (tokens.isShortInteger()) {
            return OptionalLong.of(tokens.shortInteger());
        }
        return kind() == JsonKind.NUMBER ? WholeNumber.of(tokens.text()) : OptionalLong.empty();
    }

    /** A flag; false for null and, kept, for every other kind. */
    boolean flag() throws IOException {
        if (kind() != JsonKind.BOOLEAN) {
            if (!at(JsonToken.VALUE_NULL)) {
                keep();
            }
            return false;
        }
        return at(JsonToken.VALUE_TRUE);
    }

    /** The value's text as the token has it: unquoted for strings. */
    String tokenText() throws IOException {
        return tokens.text();
    }

    /** Moves to the value's end. */
    void skip() throws IOException {
        tokens.skip();
    }

    /** Keeps the value under its pointer and moves to its end. */
    void keep() throws IOException {
        if (unknown.isFull()) {
            skip();
            return;
        }
        JsonKind kind = kind();
        String raw = raw();
        unknown.put(pointer(), raw, kind);
    }

    /** Keeps a text that stood at member {@code name} of the object that has just ended. */
    void keepMember(String name, String raw) {
        unknown.put(pointer() + '/' + name, raw, JsonKind.STRING);
    }

    private String pointer() {
        return tokens.pointer();
    }

    /** The very text of the value in the body. Moves to the value's end. */
    String raw() throws IOException {
        return tokens.raw();
    }
}
