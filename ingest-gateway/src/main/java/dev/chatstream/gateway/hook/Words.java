/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes of a text at once. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private Words() {}

    /** The eight bytes from there on. */
    static long at(byte[] text, int from) {
        return (long) LONGS.get(text, from);
    }

    /** Whether all are ASCII. */
    static boolean ascii(long word) {
        return (word & HIGHEST) == 0;
    }

    /**
     * Bytes before the first that ends a JSON string, begins an escape in it or must not stand in it; 8: there is none.
     */
    static int insideString(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        // The lowest bit that is set is right; those above may come of a borrow.
        long found = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACES) & ~word);
        return Long.numberOfTrailingZeros(found & HIGHEST) / Byte.SIZE;
    }

    /** Whether that many bytes from the first on are ASCII. */
    static boolean ascii(long word, int bytes) {
        long high = word & HIGHEST;
        return Long.numberOfTrailingZeros(high) / Byte.SIZE >= bytes;
    }
}
