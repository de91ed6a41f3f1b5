/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Jackson reads lone surrogates in values but refuses them in names, although they are legal JSON. In a copy of such a
 * body each of them is replaced by a stand-in of the same length, so that all offsets stay: U+FFFF, which is no
 * character, and one from the private use area that says which surrogate it was.
 */
final class SurrogateNames {
    private static final int ESCAPE = 6;
    private static final int HEX = 16;
    private static final char MARK = '\uFFFF';
    private static final char FIRST_STAND_IN = '\uE000';

    private final byte[] body;
    private final byte[] copy;
    private boolean changed;
    private boolean marked;

    private SurrogateNames(byte[] body) {
        this.body = body;
        this.copy = body.clone();
    }

    /** The copy; null when there is nothing to replace, or when a name of the body has U+FFFF already. */
    static byte @Nullable [] replaced(byte[] body) {
        SurrogateNames names = new SurrogateNames(body);
        names.replaceInNames();
        return names.changed && !names.marked ? names.copy : null;
    }

    /** The name as it really is. */
    static String restored(String name) {
        if (name.indexOf(MARK) < 0) {
            return name;
        }
        StringBuilder restored = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            restored.append(c == MARK ? (char) (name.charAt(++i) - FIRST_STAND_IN + Character.MIN_SURROGATE) : c);
        }
        return restored.toString();
    }

    private void replaceInNames() {
        int i = 0;
        while (i < body.length) {
            if (body[i] == '"') {
                int end = endOfString(i + 1);
                if (isFollowedByColon(end + 1)) {
                    replaceIn(i + 1, end);
                }
                i = end;
            }
            i++;
        }
    }

    private int endOfString(int from) {
        int i = from;
        while (i < body.length && body[i] != '"') {
            i += body[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, body.length);
    }

    private boolean isFollowedByColon(int from) {
        int i = from;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t' || body[i] == '\r' || body[i] == '\n')) {
            i++;
        }
        return i < body.length && body[i] == ':';
    }

    private void replaceIn(int start, int end) {
        int i = start;
        while (i < end) {
            int code = escapedCode(i, end);
            if (code < 0) {
                marked |= isMark(i);
                i += body[i] == '\\' ? 2 : 1;
            } else if (Character.isHighSurrogate((char) code) && isLow(escapedCode(i + ESCAPE, end))) {
                i += 2 * ESCAPE;
            } else {
                if (Character.isSurrogate((char) code)) {
                    replaceAt(i, code - Character.MIN_SURROGATE);
                }
                marked |= code == MARK;
                i += ESCAPE;
            }
        }
    }

    /** Whether U+FFFF stands there unescaped. */
    private boolean isMark(int at) {
        return at + 2 < body.length
                && body[at] == (byte) 0xEF
                && body[at + 1] == (byte) 0xBF
                && body[at + 2] == (byte) 0xBF;
    }

    private static boolean isLow(int code) {
        return code >= 0 && Character.isLowSurrogate((char) code);
    }

    /** The code of the {@code \\uXXXX} that starts there; -1 when none does. */
    private int escapedCode(int at, int end) {
        if (at + ESCAPE > end || body[at] != '\\' || body[at + 1] != 'u') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(body[i], HEX);
            if (digit < 0) {
                return -1;
            }
            code = code * HEX + digit;
        }
        return code;
    }

    private void replaceAt(int at, int surrogate) {
        byte[] standIn = ("" + MARK + (char) (FIRST_STAND_IN + surrogate)).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(standIn, 0, copy, at, ESCAPE);
        changed = true;
    }
}
