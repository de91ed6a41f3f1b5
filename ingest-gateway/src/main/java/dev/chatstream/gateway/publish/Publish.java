/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import java.util.function.Function;

/** What became of a record. */
public sealed interface Publish {

    /** All in-sync replicas have it. */
    record Stored() implements Publish {
        @Override
        public <R> R fold(
                Function<? super Stored, ? extends R> stored, Function<? super Refused, ? extends R> refused) {
            return stored.apply(this);
        }
    }

    /** It is not known to be stored; after {@link Refusal#ACK_TIMEOUT} it may still be, a little later. */
    record Refused(Refusal reason) implements Publish {
        @Override
        public <R> R fold(
                Function<? super Stored, ? extends R> stored, Function<? super Refused, ? extends R> refused) {
            return refused.apply(this);
        }
    }

    /** Applies the function of the case that this is. */
    <R> R fold(Function<? super Stored, ? extends R> stored, Function<? super Refused, ? extends R> refused);
}
