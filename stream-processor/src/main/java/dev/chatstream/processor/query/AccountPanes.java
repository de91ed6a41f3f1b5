/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import java.util.function.Function;

/** Finds the panes of an account, wherever they are. */
public interface AccountPanes {

    Lookup locate(long accountId);

    /** Either the panes, or why they cannot be read just now. */
    sealed interface Lookup {
        /** The panes are here. */
        record Here(Panes panes) implements Lookup {}

        /** Nobody answers for the account at the moment; asking again in a second or so is worth it. */
        record Unavailable(String reason) implements Lookup {}

        default <T> T fold(Function<Here, T> here, Function<Unavailable, T> unavailable) {
            return this instanceof Here found ? here.apply(found) : unavailable.apply((Unavailable) this);
        }
    }
}
