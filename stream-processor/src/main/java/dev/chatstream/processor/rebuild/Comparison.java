/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.PaneKey;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilt panes of one topic beside the published ones.
 *
 * @param equal how many are the same
 * @param differences the others, by key
 */
public record Comparison(int equal, Map<String, Difference> differences) {
    public Comparison {
        differences = Map.copyOf(differences);
    }

    /** What is wrong with a published pane. */
    public enum Kind {
        /** It is not there. */
        MISSING,
        /** It holds something else. */
        DIFFERENT,
        /** It should not be there. */
        SUPERFLUOUS
    }

    /**
     * A pane that is not the same.
     *
     * @param published null when it is missing
     * @param rebuilt null when it is superfluous
     */
    public record Difference(
            @Nullable Aggregate published, @Nullable Aggregate rebuilt) {

        public Kind kind() {
            if (published == null) {
                return Kind.MISSING;
            }
            return rebuilt == null ? Kind.SUPERFLUOUS : Kind.DIFFERENT;
        }

        /** For people: how many conversations each holds. */
        public String text() {
            return conversations(published) + " conversations published, " + conversations(rebuilt) + " rebuilt";
        }

        private static long conversations(@Nullable Aggregate pane) {
            return pane == null ? 0 : pane.count(Count.CONVERSATIONS);
        }
    }

    /** Compares; {@code decoder} reads a published value. */
    public static Comparison of(
            Map<PaneKey, Aggregate> rebuilt, Map<String, byte[]> published, Function<byte[], Aggregate> decoder) {
        Map<String, Difference> differences = new TreeMap<>();
        Map<String, byte[]> unmatched = new TreeMap<>(published);
        int equal = 0;
        for (Map.Entry<PaneKey, Aggregate> pane : rebuilt.entrySet()) {
            String key = pane.getKey().recordKey();
            byte[] value = unmatched.remove(key);
            Aggregate stands = value == null ? null : decoder.apply(value);
            if (Objects.equals(stands, pane.getValue())) {
                equal++;
            } else {
                differences.put(key, new Difference(stands, pane.getValue()));
            }
        }
        unmatched.forEach((key, value) -> differences.put(key, new Difference(decoder.apply(value), null)));
        return new Comparison(equal, differences);
    }

    public long count(Kind kind) {
        return differences.values().stream()
                .filter(difference -> difference.kind() == kind)
                .count();
    }

    /** Whether every difference was there before and nothing of it has changed since. */
    public boolean isSettledSince(Comparison before) {
        return differences.entrySet().stream()
                .allMatch(found -> found.getValue().equals(before.differences.get(found.getKey())));
    }
}
