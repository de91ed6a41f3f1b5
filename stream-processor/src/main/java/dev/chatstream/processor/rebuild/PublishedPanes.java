/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest record of every key of a topic of panes, from one start on. */
final class PublishedPanes {
    private final Instant earliest;
    private final Map<String, byte[]> byKey = new HashMap<>();

    PublishedPanes(Instant earliest) {
        this.earliest = earliest;
    }

    /** The next record of the topic. */
    void apply(byte @Nullable [] key, byte @Nullable [] value) {
        String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        if (startOf(name).isBefore(earliest)) {
            return;
        }
        if (value == null) {
            byKey.remove(name);
        } else {
            byKey.put(name, value);
        }
    }

    /** The last part of the key; the first instant for what is no key of a pane. */
    private static Instant startOf(String key) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(key.substring(key.lastIndexOf('|') + 1)));
        } catch (NumberFormatException e) {
            return Instant.MIN;
        }
    }

    Map<String, byte[]> byKey() {
        return Collections.unmodifiableMap(byKey);
    }
}
