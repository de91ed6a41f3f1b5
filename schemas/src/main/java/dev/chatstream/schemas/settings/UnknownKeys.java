/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses keys that do not exist: a misspelled key must not pass as a default silently. */
final class UnknownKeys {
    private UnknownKeys() {}

    static void reject(Map<String, Setting> set, Reference reference) {
        List<String> complaints = set.entrySet().stream()
                .filter(entry -> !reference.knows(entry.getKey()))
                .map(entry -> complaint(entry.getKey(), entry.getValue().origin(), reference))
                .toList();
        if (!complaints.isEmpty()) {
            throw new SettingsException(complaints.stream().collect(Collectors.joining("\n")));
        }
    }

    private static String complaint(String key, String origin, Reference reference) {
        return "unknown key " + key + ", set by " + origin
                + nearest(key, reference.candidatesFor(key))
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse(" (expected: a key of the reference, see --print-config)");
    }

    private static Optional<String> nearest(String key, List<String> known) {
        int limit = Math.max(2, key.length() / 2);
        return known.stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .filter(near -> distance(key, near) <= limit);
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
