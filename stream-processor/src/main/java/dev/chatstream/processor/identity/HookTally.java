/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.identity;

import dev.chatstream.processor.identity.HookCounts.What;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts on, from what was counted before, on one thread. */
public final class HookTally {
    private final long[] counts;
    private final Map<String, Long> anomalies;
    private boolean changed;

    public HookTally(HookCounts before) {
        this.counts = before.counts();
        this.anomalies = new HashMap<>(before.anomalies());
    }

    public void add(What what) {
        counts[what.ordinal()]++;
        changed = true;
    }

    /** A hook with these anomalies. */
    public void addAnomalies(List<String> codes) {
        for (String code : codes) {
            anomalies.merge(code, 1L, Long::sum);
            changed = true;
        }
    }

    /** Whether anything was counted since {@link #take}. */
    public boolean changed() {
        return changed;
    }

    /** What is counted by now. */
    public HookCounts take() {
        changed = false;
        SortedMap<String, Long> sorted = new TreeMap<>(anomalies);
        return HookCounts.of(counts, sorted);
    }
}
