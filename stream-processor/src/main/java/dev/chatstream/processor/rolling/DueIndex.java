/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is due when, to the second, never early. What is due is found without looking at what is not: there is a line of
 * places for each second, first come, first served.
 */
final class DueIndex {
    private static final long MILLIS = 1_000;

    private final SortedMap<Long, Line> lines = new TreeMap<>();

    private static final class Line {
        private @Nullable Place first;
        private @Nullable Place last;
        private int length;
    }

    /** Makes a place due at {@code millis}, unless it is so earlier. */
    void add(Place place, long millis) {
        long second = -Math.floorDiv(-millis, MILLIS);
        if (!place.isDue() || second < place.dueAt) {
            remove(place);
            append(place, second);
        }
    }

    private void append(Place place, long second) {
        Line line = lines.computeIfAbsent(second, none -> new Line());
        place.dueAt = second;
        place.before = line.last;
        if (line.last == null) {
            line.first = place;
        } else {
            line.last.after = place;
        }
        line.last = place;
        line.length++;
    }

    void remove(Place place) {
        if (!place.isDue()) {
            return;
        }
        Line line = line(place.dueAt);
        if (place.before == null) {
            line.first = place.after;
        } else {
            place.before.after = place.after;
        }
        if (place.after == null) {
            line.last = place.before;
        } else {
            place.after.before = place.before;
        }
        line.length--;
        if (line.length == 0) {
            lines.remove(place.dueAt);
        }
        place.before = null;
        place.after = null;
        place.dueAt = Place.NEVER;
    }

    /** When the first is due, in epoch milliseconds; {@link Long#MAX_VALUE} when nobody is. */
    long earliest() {
        return lines.isEmpty() ? Long.MAX_VALUE : lines.firstKey() * MILLIS;
    }

    /** Who has been due longest; null when nobody is due at any time. */
    @Nullable
    Place first() {
        return lines.isEmpty() ? null : line(lines.firstKey()).first;
    }

    /** How many are due at {@code millis}. */
    int due(long millis) {
        return lines.headMap(Math.floorDiv(millis, MILLIS) + 1).values().stream()
                .mapToInt(line -> line.length)
                .sum();
    }

    private Line line(long second) {
        Line found = lines.get(second);
        if (found == null) {
            throw new IllegalStateException("nobody is due at second " + second);
        }
        return found;
    }
}
