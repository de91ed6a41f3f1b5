/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Asks the state of whole partitions on this instance. Blocks. */
public final class PartitionReader {
    private final LocalPartitions partitions;

    public PartitionReader(LocalPartitions partitions) {
        this.partitions = partitions;
    }

    /**
     * What a partition answered.
     *
     * @param stale whether that was a copy, which lags behind
     */
    public record Found<T>(T value, boolean stale) {}

    /** Partitions whose state is here, readable or not. */
    public Set<Integer> here() {
        return partitions.here();
    }

    /** Records by which the copy of a partition lags behind; empty when there is none or nobody knows. */
    public OptionalLong copyLag(int partition) {
        return partitions.copyLag(partition);
    }

    /** Empty when the partition cannot be read here at the moment. */
    public <T> Optional<Found<T>> read(int partition, Replica replica, Function<PartitionPanes, T> question) {
        return partitions
                .open(partition, replica)
                .fold(
                        here -> Whole.read(here.panes(), () -> question.apply(here.panes()))
                                .map(value -> new Found<>(value, here.stale())),
                        gone -> Optional.empty());
    }
}
