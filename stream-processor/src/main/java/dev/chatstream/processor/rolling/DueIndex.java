/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.processor.aggregate.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is due when, to the second, never early. What is due is found without looking at what is not. */
final class DueIndex {
    private final Map<Subject, Long> seconds = new HashMap<>();
    private final SortedMap<Long, LinkedHashSet<Subject>> subjects = new TreeMap<>();

    /** Makes a subject due at {@code at}, unless it is so earlier. */
    void add(Subject subject, Instant at) {
        long second = second(at);
        Long before = seconds.get(subject);
        if (before == null || second < before) {
            remove(subject);
            seconds.put(subject, second);
            subjects.computeIfAbsent(second, none -> new LinkedHashSet<>()).add(subject);
        }
    }

    void remove(Subject subject) {
        Long second = seconds.remove(subject);
        if (second != null) {
            LinkedHashSet<Subject> others = at(second);
            others.remove(subject);
            if (others.isEmpty()) {
                subjects.remove(second);
            }
        }
    }

    boolean contains(Subject subject) {
        return seconds.containsKey(subject);
    }

    /** When the first is due; null when nobody is. */
    @Nullable
    Instant earliest() {
        return subjects.isEmpty() ? null : Instant.ofEpochSecond(subjects.firstKey());
    }

    /** Who has been due longest at {@code now}; empty when nobody is. */
    Optional<Subject> first(Instant now) {
        if (subjects.isEmpty() || subjects.firstKey() > now.getEpochSecond()) {
            return Optional.empty();
        }
        return Optional.of(at(subjects.firstKey()).iterator().next());
    }

    /** How many are due at {@code now}. */
    int due(Instant now) {
        return subjects.headMap(now.getEpochSecond() + 1).values().stream()
                .mapToInt(LinkedHashSet::size)
                .sum();
    }

    private LinkedHashSet<Subject> at(long second) {
        LinkedHashSet<Subject> found = subjects.get(second);
        if (found == null) {
            throw new IllegalStateException("nobody is due at second " + second);
        }
        return found;
    }

    private static long second(Instant at) {
        return at.getNano() == 0 ? at.getEpochSecond() : at.getEpochSecond() + 1;
    }
}
