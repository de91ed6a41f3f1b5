/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Steps through a body and takes values the lenient way: a value of another kind than wanted is kept in {@link Unknown}
 * as the very text that stood in the body, and counts as absent.
 */
final class JsonCursor {
    private static final int SAFE_DIGITS = 18;

    private final JsonParser parser;
    private final byte[] body;
    private final int offset;
    private final UnaryOperator<String> names;
    private final Unknown unknown;

    /**
     * Starts before the first token.
     *
     * @param body the body, whatever the parser reads
     * @param offset where in the body the parser started
     * @param names from the parser's names to the body's
     */
    JsonCursor(JsonParser parser, byte[] body, int offset, UnaryOperator<String> names, Unknown unknown) {
        this.parser = parser;
        this.body = body;
        this.offset = offset;
        this.names = names;
        this.unknown = unknown;
    }

    Unknown unknown() {
        return unknown;
    }

    JsonKind kind() {
        return JsonKind.of(parser.currentToken());
    }

    boolean at(JsonToken token) {
        return parser.currentToken() == token;
    }

    String name() throws IOException {
        return names.apply(parser.currentName());
    }

    /**
     * Moves to the next member's value; false at the object's end. Forgets what an earlier member of this name left.
     *
     * @param puts {@link Unknown#puts()} when the object began: as long as nothing was kept since, nothing is to forget
     */
    boolean nextMember(int puts) throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return false;
        }
        if (unknown.puts() != puts && !unknown.isFull()) {
            unknown.forget(pointer());
        }
        parser.nextToken();
        return true;
    }

    /** Moves to the next element; false at the array's end. */
    boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
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
        String text = parser.getText();
        if (Surrogates.anyLone(text)) {
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
        if (at(JsonToken.VALUE_NUMBER_INT) && parser.getTextLength() <= SAFE_DIGITS) {
            return OptionalLong.of(parser.getLongValue());
        }
        return kind() == JsonKind.NUMBER ? WholeNumber.of(parser.getText()) : OptionalLong.empty();
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
        return parser.getText();
    }

    /** Moves to the value's end. */
    void skip() throws IOException {
        parser.skipChildren();
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
        return Pointer.of(parser.getParsingContext(), names);
    }

    /** The very text of the value in the body. Moves to the value's end. */
    String raw() throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        long end = parser.currentLocation().getByteOffset();
        return new String(body, (int) start + offset, (int) (end - start), StandardCharsets.UTF_8);
    }
}
