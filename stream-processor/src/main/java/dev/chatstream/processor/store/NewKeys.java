/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Tells of most keys that a store does not have that it does not, so that it need not be asked. Each key belongs to a
 * moment. For the latest stretches of time a few bits tell which keys were put; of earlier ones nothing is known, and
 * nothing ever is of what is put elsewhere. For one thread.
 */
final class NewKeys {
    private static final long STRETCH_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final int STRETCHES = 4;

    /** Enough for some ten thousand keys in each stretch; with more of them, more are asked for in vain. */
    private static final int BITS = 1 << 16;

    private final long[][] put = new long[STRETCHES][BITS / Long.SIZE];

    /** The first stretch of which all keys are known. */
    private long oldest;

    private long newest;

    /** @param last the moment of every key that the store has now is at or before this */
    NewKeys(Instant last) {
        oldest = stretchOf(last) + 1;
        newest = oldest - 1;
    }

    /** Whether the key with this hash was certainly never put. */
    boolean isNew(Instant moment, int hash) {
        long stretch = stretchOf(moment);
        if (stretch < oldest) {
            return false;
        }
        if (stretch > newest) {
            return true;
        }
        long[] bits = bitsOf(stretch);
        return !isSet(bits, firstBit(hash)) || !isSet(bits, secondBit(hash));
    }

    /** To be called for every key that is put into the store. */
    void put(Instant moment, int hash) {
        long stretch = stretchOf(moment);
        if (stretch < oldest) {
            return;
        }
        if (stretch > newest) {
            advanceTo(stretch);
        }
        long[] bits = bitsOf(stretch);
        set(bits, firstBit(hash));
        set(bits, secondBit(hash));
    }

    private void advanceTo(long stretch) {
        long first = stretch - STRETCHES + 1;
        for (long entered = Math.max(newest + 1, first); entered <= stretch; entered++) {
            Arrays.fill(bitsOf(entered), 0);
        }
        newest = stretch;
        oldest = Math.max(oldest, first);
    }

    private static long stretchOf(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), STRETCH_MILLIS);
    }

    private long[] bitsOf(long stretch) {
        return put[Math.floorMod(stretch, STRETCHES)];
    }

    private static int firstBit(int hash) {
        return mixed(hash) & BITS - 1;
    }

    private static int secondBit(int hash) {
        return mixed(hash) >>> Integer.SIZE - Integer.numberOfTrailingZeros(BITS);
    }

    /** Spreads what differs little, such as numbers in a row, over all bits. */
    private static int mixed(int hash) {
        int spread = (hash ^ hash >>> 16) * 0x85EBCA6B;
        spread = (spread ^ spread >>> 13) * 0xC2B2AE35;
        return spread ^ spread >>> 16;
    }

    private static boolean isSet(long[] bits, int bit) {
        return (bits[bit >>> 6] & 1L << bit) != 0;
    }

    private static void set(long[] bits, int bit) {
        bits[bit >>> 6] |= 1L << bit;
    }
}
