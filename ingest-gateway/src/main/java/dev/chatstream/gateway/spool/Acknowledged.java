/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sequences that Kafka has and the disk may still have, as runs: a disk that is full may take no deletion either, and
 * what was acknowledged must not be sent again meanwhile. For one thread.
 */
final class Acknowledged {
    private final NavigableMap<Long, Long> lastByFirst = new TreeMap<>();
    private long size;

    /** False when it was in already. */
    boolean add(long sequence) {
        Map.@Nullable Entry<Long, Long> before = lastByFirst.floorEntry(sequence);
        if (before != null && before.getValue() >= sequence) {
            return false;
        }
        long first = before != null && before.getValue() == sequence - 1 ? before.getKey() : sequence;
        @Nullable Long joined = lastByFirst.remove(sequence + 1);
        lastByFirst.put(first, joined == null ? sequence : joined);
        size++;
        return true;
    }

    boolean contains(long sequence) {
        Map.@Nullable Entry<Long, Long> before = lastByFirst.floorEntry(sequence);
        return before != null && before.getValue() >= sequence;
    }

    /** The last of the run that follows a sequence at once; the sequence itself when none does. */
    long endOfRun(long sequence) {
        Map.@Nullable Entry<Long, Long> run = lastByFirst.floorEntry(sequence + 1);
        return run == null ? sequence : Math.max(sequence, run.getValue());
    }

    /** First and last of each run, in order. */
    NavigableMap<Long, Long> runs() {
        return lastByFirst;
    }

    long size() {
        return size;
    }

    void clear() {
        lastByFirst.clear();
        size = 0;
    }
}
