/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

/**
 * Checks bytes for being UTF-8. JSON parsers let through what the standard forbids (overlong forms, surrogates, code
 * points that do not exist), and what is skipped they may not check at all.
 */
final class Utf8 {
    private static final int VALID = -1;

    private Utf8() {}

    /** Offset of the first byte that starts no well-formed sequence; -1 when there is none. */
    static int firstInvalid(byte[] text, int from) {
        int i = from;
        while (i < text.length) {
            if (i + Long.BYTES <= text.length && Words.ascii(Words.at(text, i))) {
                i += Long.BYTES;
                continue;
            }
            if (text[i] >= 0) {
                i++;
                continue;
            }
            int length = sequence(text, i);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return VALID;
    }

    /** Length of the well-formed sequence of two to four bytes at {@code i}; 0 when there is none. */
    private static int sequence(byte[] text, int i) {
        int first = text[i] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || i + length > text.length) {
            return 0;
        }
        int second = text[i + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int k = i + 2; k < i + length; k++) {
            if ((text[k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
