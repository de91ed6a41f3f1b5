/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.query.AccountPanes.Lookup;
import java.util.OptionalLong;
import java.util.Set;

/** The partitions that this instance has, for questions that are not about a single account. */
public interface LocalPartitions {

    /** Those that it processes and those that it has copies of, readable or not. */
    Set<Integer> here();

    /** Records by which the copy of a partition lags behind; empty when there is none or nobody knows. */
    OptionalLong copyLag(int partition);

    Lookup open(int partition, Replica replica);
}
