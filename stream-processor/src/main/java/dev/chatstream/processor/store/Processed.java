/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that hooks are being processed of, as the stages tell: from when their state is restored until it is
 * given up. Kafka Streams shows restoring state to readers as if it were whole, so only this tells.
 */
public final class Processed {
    private final Map<Integer, Object> terms = new ConcurrentHashMap<>();

    /** Processing begins; {@code term} stands for it until it ends. */
    public void begin(int partition, Object term) {
        terms.put(partition, term);
    }

    public void end(int partition, Object term) {
        terms.remove(partition, term);
    }

    public Set<Integer> partitions() {
        return new TreeSet<>(terms.keySet());
    }

    /** What stands for the processing that is going on; null while there is none. */
    @Nullable
    Object term(int partition) {
        return terms.get(partition);
    }
}
