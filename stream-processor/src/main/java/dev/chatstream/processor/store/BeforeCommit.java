/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.processor.failure.Guarded;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store without content whose turns Kafka Streams takes right before each commit, within the transaction. What the
 * hooks since the last commit add up to is written and sent then: once, however many they were. The turns are also
 * taken before a task is given up after a failure; nothing of what they write is kept then.
 *
 * <p>Kafka Streams flushes the caches of its own stores at this moment and has no public hook for others, so this
 * class, and no other but for a constant, stands on internals of Kafka Streams.
 */
public final class BeforeCommit implements StateStore, CachedStateStore<Object, Object> {
    /**
     * Who is called, in this order: what is counted, so that a list has what its number counts anew; the counts; and
     * what tells how far counting came.
     */
    public enum Turn {
        CONVERSATIONS,
        MINUTE_PANES,
        QUARTER_PANES,
        PROGRESS
    }

    private final Map<Turn, Runnable> turns = new EnumMap<>(Turn.class);
    private boolean open;

    /** To be called in the {@code init} of the processor that {@code context} belongs to. */
    public void on(Turn turn, ProcessorContext<?, ?> context, Runnable work) {
        InternalProcessorContext<?, ?> task = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> node = task.currentNode();
        turns.put(turn, () -> Guarded.run(turn.name() + " before a commit", () -> run(task, node, work)));
    }

    private static void run(InternalProcessorContext<?, ?> task, ProcessorNode<?, ?, ?, ?> node, Runnable work) {
        ProcessorNode<?, ?, ?, ?> nodeBefore = task.currentNode();
        ProcessorRecordContext recordBefore = task.recordContext();
        task.setCurrentNode(node);
        task.setRecordContext(
                new ProcessorRecordContext(task.currentStreamTimeMs(), -1, -1, null, new RecordHeaders()));
        try {
            work.run();
        } finally {
            task.setCurrentNode(nodeBefore);
            task.setRecordContext(recordBefore);
        }
    }

    @Override
    public void flushCache() {
        turns.values().forEach(Runnable::run);
    }

    @Override
    public void clearCache() {
        // what is collected belongs to the processors, which start empty
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return StoreNames.BEFORE_COMMIT;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        turns.clear();
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds it; there is nothing to choose. */
    public static final class Builder implements StoreBuilder<BeforeCommit> {
        @Override
        public BeforeCommit build() {
            return new BeforeCommit();
        }

        @Override
        public String name() {
            return StoreNames.BEFORE_COMMIT;
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public StoreBuilder<BeforeCommit> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<BeforeCommit> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("there is nothing to log");
        }

        @Override
        public StoreBuilder<BeforeCommit> withLoggingDisabled() {
            return this;
        }
    }
}
