/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import java.util.function.Function;

/** Finds the panes of an account on this instance. */
public interface AccountPanes {

    Lookup locate(long accountId, Replica replica);

    /** Either the panes, or why they cannot be read just now. */
    sealed interface Lookup {
        /**
         * The panes are here.
         *
         * @param stale whether this is a copy, which lags behind
         */
        record Here(PartitionPanes panes, boolean stale) implements Lookup {}

        /** This instance cannot answer at the moment; asking again in a second or so is worth it. */
        record Unavailable(String reason) implements Lookup {}

        default <T> T fold(Function<Here, T> here, Function<Unavailable, T> unavailable) {
            return this instanceof Here found ? here.apply(found) : unavailable.apply((Unavailable) this);
        }
    }
}
