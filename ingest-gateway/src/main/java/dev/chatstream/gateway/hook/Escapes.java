/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.nio.charset.StandardCharsets;

/** Escapes in JSON strings. */
final class Escapes {
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private Escapes() {}

    /** Where the escape ends whose letter stands there; -1 when it is none. */
    static int end(byte[] body, int letter) {
        if (letter >= body.length) {
            return -1;
        }
        return switch (body[letter]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> letter + 1;
            case 'u' -> hexEnd(body, letter + 1);
            default -> -1;
        };
    }

    private static int hexEnd(byte[] body, int from) {
        if (from + HEX_DIGITS > body.length) {
            return -1;
        }
        for (int i = from; i < from + HEX_DIGITS; i++) {
            if (Character.digit(body[i], HEX) < 0) {
                return -1;
            }
        }
        return from + HEX_DIGITS;
    }

    /** The text there, all of whose escapes are right. */
    static String resolved(byte[] body, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int i = from;
        while (i < to) {
            if (body[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(body, plain, i - plain, StandardCharsets.UTF_8));
            int end = end(body, i + 1);
            text.append(body[i + 1] == 'u' ? coded(body, i + 2) : letter(body[i + 1]));
            i = end;
            plain = end;
        }
        return text.append(new String(body, plain, to - plain, StandardCharsets.UTF_8))
                .toString();
    }

    private static char coded(byte[] body, int from) {
        int code = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            code = code * HEX + Character.digit(body[i], HEX);
        }
        return (char) code;
    }

    private static char letter(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) letter;
        };
    }
}
