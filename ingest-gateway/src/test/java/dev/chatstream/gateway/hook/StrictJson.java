/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by the grammar of RFC 8259 alone what is JSON, to check the parser's word by. Slow. */
final class StrictJson {
    private static final Pattern SPACE = Pattern.compile("[ \t\n\r]*+");
    private static final Pattern STRING =
            Pattern.compile("\"(?:[^\"\\\\\\x00-\\x1F]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\"");
    private static final Pattern SCALAR = Pattern.compile(
            "true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?" + "(?:[eE][+-]?[0-9]++)?|" + STRING.pattern());

    private final String text;
    private final Matcher matcher;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;

    private StrictJson(String text) {
        this.text = text;
        this.matcher = SPACE.matcher(text);
    }

    /** The text of a body that is JSON in UTF-8, without its byte order mark; empty when the body is none. */
    static Optional<String> text(byte[] body) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            String text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
            return Optional.of(text).filter(unread -> new StrictJson(unread).isJson());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private boolean isJson() {
        if (!value()) {
            return false;
        }
        while (!open.isEmpty()) {
            if (!next()) {
                return false;
            }
        }
        return at == text.length();
    }

    /** What may follow a value inside an array or an object. */
    private boolean next() {
        char end = open.element() == '[' ? ']' : '}';
        if (take(end)) {
            open.pop();
            return true;
        }
        return take(',') && (end == ']' || name()) && value();
    }

    /** A whole scalar, or the beginning of an array or an object with the first value in it. */
    private boolean value() {
        skip(SPACE);
        while (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '{')) {
            char begin = text.charAt(at);
            take(begin);
            if (take(begin == '[' ? ']' : '}')) {
                return true;
            }
            open.push(begin);
            if (begin == '{' && !name()) {
                return false;
            }
        }
        return skip(SCALAR) && skip(SPACE);
    }

    private boolean name() {
        return skip(STRING) && skip(SPACE) && take(':');
    }

    private boolean take(char wanted) {
        if (at == text.length() || text.charAt(at) != wanted) {
            return false;
        }
        at++;
        return skip(SPACE);
    }

    private boolean skip(Pattern pattern) {
        matcher.usePattern(pattern).region(at, text.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }
}
