/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records by key, each key's in their order. */
final class Rows<T> {
    private final Map<String, List<T>> rows = new HashMap<>();
    private long size;

    void add(String key, T row) {
        rows.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(row);
        size++;
    }

    long size() {
        return size;
    }

    long keys() {
        return rows.size();
    }

    /** The last row of each key, one each. */
    Rows<T> latest() {
        Rows<T> latest = new Rows<>();
        rows.forEach((key, all) -> latest.add(key, all.get(all.size() - 1)));
        return latest;
    }

    /** One line for each key whose rows are not the same. */
    List<String> differences(Rows<T> found) {
        Set<String> keys = new HashSet<>(rows.keySet());
        keys.addAll(found.rows.keySet());
        return keys.stream()
                .filter(key -> !of(key).equals(found.of(key)))
                .sorted()
                .map(key -> key + ": expected " + of(key) + ", found " + found.of(key))
                .toList();
    }

    /** How many rows of the found ones are as expected: in their place among those of their key. */
    private List<T> of(String key) {
        return rows.getOrDefault(key, List.of());
    }
}
