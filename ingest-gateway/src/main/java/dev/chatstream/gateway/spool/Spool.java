/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps hooks on disk until Kafka has them. Safe for use by several threads. */
public interface Spool extends AutoCloseable {

    /**
     * Writes an entry down. Never blocks and never throws for what happens on the disk.
     *
     * @param whenDone called exactly once, on any thread, perhaps before this returns; must not block
     */
    void append(SpoolEntry entry, Consumer<Spooling> whenDone);

    /** Why nothing can be appended now; empty when an entry would be taken. */
    Optional<String> problem();

    /** How much waits. */
    SpoolState state();

    /**
     * Oldest entries first, without those that were removed. Blocks.
     *
     * @param after sequence behind which to begin; 0 for the oldest of all
     * @param most entries at most
     * @param bytes of bodies after which no further entry is added
     * @return nothing also when the disk cannot be read now
     */
    List<SpooledHook> read(long after, int most, long bytes) throws InterruptedException;

    /** Kafka has acknowledged the entry: it is not read again, and deleted soon. */
    void remove(long sequence, Departure where);

    /** The entry goes nowhere: it is kept where nothing reads it but a person. */
    void setAside(long sequence, String why);

    /** Writes down what has been appended and lets the disk go. */
    @Override
    void close();
}
