/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.config.SourceConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says by name what became of the sources, for the log. */
final class SourceChanges {
    private SourceChanges() {}

    /** For example {@code app added, shop changed}. */
    static String between(List<SourceConfig> before, List<SourceConfig> after) {
        Map<String, SourceConfig> old = byName(before);
        Map<String, SourceConfig> now = byName(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !equal(old.get(name), now.get(name)))
                .map(name -> name + ' ' + change(old.containsKey(name), now.containsKey(name)))
                .collect(Collectors.joining(", "));
    }

    private static boolean equal(@Nullable SourceConfig a, @Nullable SourceConfig b) {
        return a != null && a.equals(b);
    }

    private static String change(boolean was, boolean is) {
        return was && is ? "changed" : is ? "added" : "removed";
    }

    private static Map<String, SourceConfig> byName(List<SourceConfig> configs) {
        return configs.stream().collect(Collectors.toMap(SourceConfig::name, Function.identity()));
    }
}
