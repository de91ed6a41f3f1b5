/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all local stores. Without it every store of every partition takes its own block cache and
 * write buffers, hundreds of megabytes that no heap limit sees: a partition has eight databases, because a window store
 * is one for each of its segments.
 *
 * <p>The bound is not strict. A read that finds the cache full of what others are reading takes its block beside it
 * rather than fail; what is over is given back when the read ends. Outside of it stays what RocksDB keeps of each open
 * file, some kilobytes.
 */
public final class RocksDbMemory implements AutoCloseable {
    /** Where the settings of Kafka Streams carry the memory to {@link Setter}. */
    public static final String CONFIG = "chatstream.rocksdb.memory";

    private static final double INDEX_SHARE = 0.1;
    private static final int WRITE_BUFFER_BYTES = 8 << 20;

    /**
     * What a write buffer takes at once. RocksDB's own choice, an eighth of the buffer, would fill the bound with empty
     * buffers of quiet databases, and busy ones would be written to disk in crumbs.
     */
    private static final int WRITE_BUFFER_STEP_BYTES = 64 << 10;

    private final long limit;
    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private boolean open = true;

    /** Twice RocksDB's own: what is written is seldom written again, so rewriting it gains little. */
    private static final int FILES_BEFORE_COMPACTION = 8;

    /** Half of {@code bytes} at most for writes, the rest for reads. */
    public RocksDbMemory(long bytes) {
        RocksDB.loadLibrary();
        this.limit = bytes;
        this.cache = new LRUCache(bytes, -1, false, INDEX_SHARE);
        this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    /** The bound in bytes. */
    public long limit() {
        return limit;
    }

    /** Bytes taken, write buffers included. */
    public synchronized long used() {
        return open ? cache.getUsage() : 0;
    }

    /** Bytes of those that cannot be given back now. */
    public synchronized long pinned() {
        return open ? cache.getPinnedUsage() : 0;
    }

    /** To be called once no store is open any more. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            writeBuffers.close();
            cache.close();
        }
    }

    /** Gives the shared memory to each store that Kafka Streams opens. */
    public static final class Setter implements RocksDBConfigSetter {
        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            if (!(configs.get(CONFIG) instanceof RocksDbMemory memory)) {
                throw new IllegalStateException(CONFIG + " is missing in the settings of Kafka Streams");
            }
            BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
            tables.setBlockCache(memory.cache);
            tables.setCacheIndexAndFilterBlocks(true);
            tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
            tables.setPinTopLevelIndexAndFilter(true);
            options.setTableFormatConfig(tables);
            options.setWriteBufferManager(memory.writeBuffers);
            options.setWriteBufferSize(WRITE_BUFFER_BYTES);
            options.setArenaBlockSize(WRITE_BUFFER_STEP_BYTES);
            options.setMaxWriteBufferNumber(2);
            options.setLevel0FileNumCompactionTrigger(FILES_BEFORE_COMPACTION);
            // Most conversations and many panes are looked up for the first time: a filter saves the read that finds
            // nothing.
            options.setOptimizeFiltersForHits(false);
        }

        @Override
        public void close(String storeName, Options options) {
            // cache and write buffers outlive the store: others use them
        }
    }
}
