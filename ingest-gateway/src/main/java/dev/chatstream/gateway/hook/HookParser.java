/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a body into the parts of a conversation, in one pass, or of an event, in a second one. Safe for
 * use by several threads.
 */
public final class HookParser {
    private static final int DEEPEST = 100_000;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final JsonFactory json = newFactory();
    private final NameCache names = new NameCache();
    private final int maxUnknown;

    /**
     * Makes a parser.
     *
     * @param maxUnknown characters that unknown fields and their pointers may have together
     */
    public HookParser(int maxUnknown) {
        this.maxUnknown = maxUnknown;
    }

    /** One with an empty table of names; it is cheap enough for bodies that need one of their own. */
    private static JsonFactory newFactory() {
        return new JsonFactoryBuilder()
                // Names come from outside: they are not interned, and those made to share one place of the parser's
                // table are a reason to stop, or each would be compared with all before it.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                // What is long is bounded by the body's size; what is deep costs the parser an object a level.
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** Reads a body. Never throws, whatever the bytes. */
    public HookParse parse(byte[] body) {
        int start = markAt(body, 0) ? BYTE_ORDER_MARK.length : 0;
        int invalid = firstUnreadable(body, start);
        if (invalid >= 0) {
            return notJsonAt(body, invalid);
        }
        @Nullable HookParse plain = parsePlain(body, start);
        return plain == null ? parseAny(body, start) : plain;
    }

    /** What a plain body is, which nearly all are; null for the others. */
    @Nullable
    HookParse parsePlain(byte[] body, int start) {
        try {
            @Nullable HookParse asHook = parsePlain(body, start, HookParser::hook);
            return asHook == null ? parsePlain(body, start, HookParser::event) : asHook;
        } catch (NotPlainException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private @Nullable HookParse parsePlain(byte[] body, int start, Reading reading) throws IOException {
        PlainTokens tokens = new PlainTokens(body, start, names);
        tokens.next();
        @Nullable HookParse result = reading.read(new JsonCursor(tokens, new Unknown(maxUnknown)));
        tokens.next();
        return result;
    }

    /** What any body is that is UTF-8. */
    HookParse parseAny(byte[] body, int start) {
        HookParse result = parse(body, body, start, UnaryOperator.identity());
        if (result instanceof HookParse.NotJson) {
            byte @Nullable [] readable = SurrogateNames.replaced(body);
            return readable == null ? result : parse(readable, body, start, SurrogateNames::restored);
        }
        return result;
    }

    private HookParse parse(byte[] readable, byte[] body, int start, UnaryOperator<String> names) {
        @Nullable HookParse asHook = parse(readable, body, start, names, HookParser::hook);
        if (asHook != null) {
            return asHook;
        }
        return Objects.requireNonNull(parse(readable, body, start, names, HookParser::event), "an event");
    }

    /** Reads the root object. */
    private interface Reading {
        /** What it is; null when that takes another reading. */
        @Nullable
        HookParse read(JsonCursor cursor) throws IOException;
    }

    private @Nullable HookParse parse(
            byte[] readable, byte[] body, int start, UnaryOperator<String> names, Reading reading) {
        try {
            return parse(json, readable, body, start, names, reading);
        } catch (StreamConstraintsException full) {
            // The table is shared by all bodies: that it is full may be the doing of others.
            return parseAlone(readable, body, start, names, reading);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private @Nullable HookParse parseAlone(
            byte[] readable, byte[] body, int start, UnaryOperator<String> names, Reading reading) {
        try {
            return parse(newFactory(), readable, body, start, names, reading);
        } catch (StreamConstraintsException full) {
            return new HookParse.NotAHook("", JsonKind.OBJECT, "JSON of names that were not made to be costly");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private @Nullable HookParse parse(
            JsonFactory factory, byte[] readable, byte[] body, int start, UnaryOperator<String> names, Reading reading)
            throws IOException {
        try (JsonParser parser = factory.createParser(readable, start, readable.length - start)) {
            return parse(
                    parser,
                    new JsonCursor(new JacksonTokens(parser, body, start, names), new Unknown(maxUnknown)),
                    reading);
        }
    }

    /**
     * Reads all of the body.
     *
     * @throws StreamConstraintsException when the parser's table of names is full
     */
    private static @Nullable HookParse parse(JsonParser parser, JsonCursor cursor, Reading reading) throws IOException {
        try {
            if (parser.nextToken() == null) {
                return notJson(parser.currentLocation());
            }
            @Nullable HookParse result = read(cursor, reading);
            return parser.nextToken() == null ? result : notJson(parser.currentTokenLocation());
        } catch (StreamConstraintsException e) {
            if (parser.getParsingContext().getNestingDepth() > DEEPEST) {
                return new HookParse.NotAHook("", JsonKind.OBJECT, "JSON of at most " + DEEPEST + " levels");
            }
            throw e;
        } catch (JsonProcessingException e) {
            @Nullable JsonLocation location = e.getLocation();
            return notJson(location == null ? parser.currentLocation() : location);
        }
    }

    private static @Nullable HookParse read(JsonCursor cursor, Reading reading) throws IOException {
        JsonKind kind = cursor.kind();
        if (kind != JsonKind.OBJECT) {
            cursor.skip();
            return new HookParse.NotAHook("", kind, "an object");
        }
        return reading.read(cursor);
    }

    /** Null when the object is an event: which of duplicate types counts is known at its end only. */
    private static @Nullable HookParse hook(JsonCursor cursor) throws IOException {
        ConversationReader reader = new ConversationReader(cursor);
        reader.read();
        return reader.isEvent() ? null : reader.result();
    }

    private static HookParse event(JsonCursor cursor) throws IOException {
        EventReader reader = new EventReader(cursor);
        reader.read();
        return reader.result();
    }

    /**
     * Where the bytes are no UTF-8. A NUL can stand in no JSON text, but at its start it would make the parser take the
     * bytes for UTF-16 or UTF-32; nor can a second byte order mark, which the parser would skip like a first.
     */
    private static int firstUnreadable(byte[] body, int start) {
        if (markAt(body, start)) {
            return start;
        }
        int invalid = Utf8.firstInvalid(body, start);
        int end = Math.min(invalid < 0 ? body.length : invalid, start + Integer.BYTES);
        for (int i = start; i < end; i++) {
            if (body[i] == 0) {
                return i;
            }
        }
        return invalid;
    }

    private static boolean markAt(byte[] body, int at) {
        return body.length - at >= BYTE_ORDER_MARK.length
                && body[at] == BYTE_ORDER_MARK[0]
                && body[at + 1] == BYTE_ORDER_MARK[1]
                && body[at + 2] == BYTE_ORDER_MARK[2];
    }

    private static HookParse notJson(JsonLocation location) {
        return new HookParse.NotJson(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static HookParse notJsonAt(byte[] body, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (body[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new HookParse.NotJson(line, offset - lineStart + 1);
    }
}
