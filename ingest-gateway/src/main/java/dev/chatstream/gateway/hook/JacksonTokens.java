/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads whatever is JSON, and tells where a body ceases to be. */
final class JacksonTokens implements JsonTokens {
    private static final int SAFE_DIGITS = 18;

    private final JsonParser parser;
    private final byte[] body;
    private final int offset;
    private final UnaryOperator<String> names;

    /**
     * Starts before the first token.
     *
     * @param body the body, whatever the parser reads
     * @param offset where in the body the parser started
     * @param names from the parser's names to the body's
     */
    JacksonTokens(JsonParser parser, byte[] body, int offset, UnaryOperator<String> names) {
        this.parser = parser;
        this.body = body;
        this.offset = offset;
        this.names = names;
    }

    @Override
    public @Nullable JsonToken next() throws IOException {
        return parser.nextToken();
    }

    @Override
    public JsonToken current() {
        return parser.currentToken();
    }

    @Override
    public String name() throws IOException {
        return names.apply(parser.currentName());
    }

    @Override
    public String text() throws IOException {
        return parser.getText();
    }

    @Override
    public boolean mayHaveLoneSurrogates() {
        return true;
    }

    @Override
    public boolean isShortInteger() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= SAFE_DIGITS;
    }

    @Override
    public long shortInteger() throws IOException {
        return parser.getLongValue();
    }

    @Override
    public void skip() throws IOException {
        parser.skipChildren();
    }

    @Override
    public String raw() throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        long end = parser.currentLocation().getByteOffset();
        return new String(body, (int) start + offset, (int) (end - start), StandardCharsets.UTF_8);
    }

    @Override
    public String pointer() {
        return Pointer.of(parser.getParsingContext(), names);
    }
}
