/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body's JSON, token by token. */
interface JsonTokens {

    /** Moves to the next token; null at the body's end. */
    @Nullable
    JsonToken next() throws IOException;

    /** The token moved to. */
    JsonToken current();

    /** Name of the member at whose name or value this stands. */
    String name() throws IOException;

    /** Text of a string, without its escapes, or of a number. */
    String text() throws IOException;

    /** Whether the string here could hold half a surrogate pair. */
    boolean mayHaveLoneSurrogates();

    /** Whether the value is a whole number without fraction and exponent that surely fits 64 bits. */
    boolean isShortInteger() throws IOException;

    /** Such a number's value. */
    long shortInteger() throws IOException;

    /** Moves to the value's end. */
    void skip() throws IOException;

    /** The very text of the value in the body. Moves to the value's end. */
    String raw() throws IOException;

    /** Pointer to the value here; see {@link Pointer}. */
    String pointer();
}
