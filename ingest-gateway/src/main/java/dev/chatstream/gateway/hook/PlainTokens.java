/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of the kind that nearly every hook is: an object, not deep, without escapes in names. Whatever is
 * otherwise, faults included, it leaves to {@link JacksonTokens} by {@link NotPlainException}, so all that it must do
 * is read right what it reads at all. It takes half the time: strings are cut out of the body without being copied
 * elsewhere first, and known names are not made again. Expects a body that is UTF-8.
 */
final class PlainTokens implements JsonTokens {
    private static final int DEEPEST = 32;
    private static final int SAFE_DIGITS = 18;
    private static final int RADIX = 10;

    private final byte[] body;
    private final NameCache names;
    /** For each level the index of the element; in objects, whether there was a member yet. */
    private final int[] counts = new int[DEEPEST];

    private final int[] nameStarts = new int[DEEPEST];
    private final int[] nameEnds = new int[DEEPEST];
    private int arrays;
    private int level = -1;
    private int next;
    private @Nullable JsonToken token;
    private int start;
    private int end;
    private boolean escaped;
    private boolean ascii;
    private long number;

    PlainTokens(byte[] body, int from, NameCache names) {
        this.body = body;
        this.next = from;
        this.names = names;
    }

    @Override
    public @Nullable JsonToken next() throws NotPlainException {
        token = token == JsonToken.FIELD_NAME ? value() : level < 0 ? rootOrEnd() : inArray() ? element() : member();
        return token;
    }

    private @Nullable JsonToken rootOrEnd() throws NotPlainException {
        if (token == null) {
            require(peek() == '{');
            return open(JsonToken.START_OBJECT);
        }
        while (next < body.length) {
            require(isSpace(body[next++]));
        }
        return null;
    }

    private JsonToken element() throws NotPlainException {
        if (peek() == ']') {
            return close(JsonToken.END_ARRAY);
        }
        if (++counts[level] > 0) {
            require(peek() == ',');
            next++;
        }
        return value();
    }

    private JsonToken member() throws NotPlainException {
        if (peek() == '}') {
            return close(JsonToken.END_OBJECT);
        }
        if (++counts[level] > 0) {
            require(peek() == ',');
            next++;
        }
        require(peek() == '"');
        string();
        require(!escaped);
        nameStarts[level] = start + 1;
        nameEnds[level] = end - 1;
        require(peek() == ':');
        next++;
        return JsonToken.FIELD_NAME;
    }

    private JsonToken value() throws NotPlainException {
        byte first = peek();
        return switch (first) {
            case '"' -> string();
            case '{' -> open(JsonToken.START_OBJECT);
            case '[' -> open(JsonToken.START_ARRAY);
            case 't' -> literal("true", JsonToken.VALUE_TRUE);
            case 'f' -> literal("false", JsonToken.VALUE_FALSE);
            case 'n' -> literal("null", JsonToken.VALUE_NULL);
            default -> number();
        };
    }

    private JsonToken open(JsonToken opening) throws NotPlainException {
        require(level + 1 < DEEPEST);
        start = next++;
        counts[++level] = -1;
        arrays = opening == JsonToken.START_ARRAY ? arrays | 1 << level : arrays & ~(1 << level);
        return opening;
    }

    private JsonToken close(JsonToken closing) {
        end = ++next;
        level--;
        return closing;
    }

    private boolean inArray() {
        return (arrays & 1 << level) != 0;
    }

    private JsonToken literal(String word, JsonToken literal) throws NotPlainException {
        start = next;
        end = start + word.length();
        require(end <= body.length);
        for (int i = 1; i < word.length(); i++) {
            require(body[start + i] == word.charAt(i));
        }
        next = end;
        return literal;
    }

    private JsonToken number() throws NotPlainException {
        start = next;
        boolean negative = body[next] == '-';
        if (negative) {
            next++;
        }
        int digits = next;
        long value = 0;
        while (isDigit(next)) {
            value = value * RADIX + body[next++] - '0';
        }
        require(next > digits && (body[digits] != '0' || next == digits + 1));
        number = negative ? -value : value;
        JsonToken kind = fractionAndExponent() ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT;
        end = next;
        return kind;
    }

    private boolean fractionAndExponent() throws NotPlainException {
        int integerEnd = next;
        if (next < body.length && body[next] == '.') {
            next++;
            digits();
        }
        if (next < body.length && (body[next] == 'e' || body[next] == 'E')) {
            next++;
            if (next < body.length && (body[next] == '+' || body[next] == '-')) {
                next++;
            }
            digits();
        }
        return next > integerEnd;
    }

    private void digits() throws NotPlainException {
        require(isDigit(next));
        while (isDigit(next)) {
            next++;
        }
    }

    private boolean isDigit(int at) {
        return at < body.length && body[at] >= '0' && body[at] <= '9';
    }

    /** Finds the string's end. The text is made only if somebody asks for it. */
    private JsonToken string() throws NotPlainException {
        start = next;
        escaped = false;
        ascii = true;
        int at = next + 1;
        while (true) {
            at = afterPlainBytes(at);
            require(at < body.length);
            byte c = body[at++];
            if (c == '"') {
                end = at;
                next = at;
                return JsonToken.VALUE_STRING;
            }
            if (c == '\\') {
                escaped = true;
                at = Escapes.end(body, at);
                require(at > 0);
            } else if (c < 0) {
                ascii = false;
            } else {
                require(c >= ' ');
            }
        }
    }

    /** Passes what can stand in a string, eight bytes at a time as long as there are as many. */
    private int afterPlainBytes(int from) {
        int at = from;
        while (at + Long.BYTES <= body.length) {
            long word = Words.at(body, at);
            int inside = Words.insideString(word);
            ascii &= Words.ascii(word, inside);
            at += inside;
            if (inside < Long.BYTES) {
                return at;
            }
        }
        return at;
    }

    /** The next byte that is no white space; it is not passed. */
    private byte peek() throws NotPlainException {
        while (next < body.length && isSpace(body[next])) {
            next++;
        }
        require(next < body.length);
        return body[next];
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static void require(boolean plain) throws NotPlainException {
        if (!plain) {
            throw new NotPlainException();
        }
    }

    @Override
    public JsonToken current() {
        return token == null ? JsonToken.NOT_AVAILABLE : token;
    }

    @Override
    public String name() {
        boolean opened = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        int named = opened ? level - 1 : level;
        return names.of(body, nameStarts[named], nameEnds[named]);
    }

    @Override
    public String text() {
        if (token != JsonToken.VALUE_STRING) {
            return new String(body, start, end - start, StandardCharsets.ISO_8859_1);
        }
        if (escaped) {
            return Escapes.resolved(body, start + 1, end - 1);
        }
        return new String(
                body, start + 1, end - start - 2, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    @Override
    public boolean mayHaveLoneSurrogates() {
        return escaped;
    }

    @Override
    public boolean isShortInteger() {
        return token == JsonToken.VALUE_NUMBER_INT && end - start <= SAFE_DIGITS;
    }

    @Override
    public long shortInteger() {
        return number;
    }

    @Override
    public void skip() throws NotPlainException {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            int outside = level - 1;
            while (level > outside) {
                next();
            }
        }
    }

    @Override
    public String raw() throws NotPlainException {
        int from = start;
        skip();
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }

    @Override
    public String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i <= level; i++) {
            if ((arrays & 1 << i) != 0) {
                pointer.append('/').append(counts[i]);
            } else {
                Pointer.escape(pointer.append('/'), names.of(body, nameStarts[i], nameEnds[i]));
            }
        }
        return pointer.toString();
    }
}
