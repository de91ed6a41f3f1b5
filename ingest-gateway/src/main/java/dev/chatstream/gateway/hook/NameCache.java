/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers names of members, which are the same in every body, so that they need not be made again. Names that meet in
 * a place push each other out. Safe for use by several threads: what is remembered never changes, and what one thread
 * has just forgotten another may still know.
 */
final class NameCache {
    private static final int PLACES = 256;
    private static final int LONGEST = 32;
    private static final int PRIME = 31;

    private final @Nullable Name[] names = new Name[PLACES];

    private static final class Name {
        private final byte[] bytes;
        private final String text;

        Name(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    /** The name that stands there in UTF-8. */
    String of(byte[] body, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST) {
            return new String(body, from, length, StandardCharsets.UTF_8);
        }
        int hash = ((length * PRIME + body[from]) * PRIME + body[from + length / 2]) * PRIME + body[to - 1];
        int place = (hash ^ (hash >>> Byte.SIZE)) & (PLACES - 1);
        @Nullable Name known = names[place];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, body, from, to)) {
            return known.text;
        }
        String text = new String(body, from, length, StandardCharsets.UTF_8);
        names[place] = new Name(Arrays.copyOfRange(body, from, to), text);
        return text;
    }
}
