/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Rejection;
import java.util.function.Function;

/** What became of a body. */
public sealed interface Outcome {

    /** It is a hook and durable. */
    record Stored(String eventId) implements Outcome {
        @Override
        public <R> R fold(
                Function<? super Stored, ? extends R> stored,
                Function<? super Spooled, ? extends R> spooled,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super Refused, ? extends R> refused) {
            return stored.apply(this);
        }
    }

    /** It is durable on disk, and goes to Kafka later. */
    record Spooled(String eventId) implements Outcome {
        @Override
        public <R> R fold(
                Function<? super Stored, ? extends R> stored,
                Function<? super Spooled, ? extends R> spooled,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super Refused, ? extends R> refused) {
            return spooled.apply(this);
        }
    }

    /** It is no hook, or none that can be stored; its bytes are durable, in quarantine or on their way there. */
    record Rejected(String quarantineId, Rejection rejection) implements Outcome {
        @Override
        public <R> R fold(
                Function<? super Stored, ? extends R> stored,
                Function<? super Spooled, ? extends R> spooled,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super Refused, ? extends R> refused) {
            return rejected.apply(this);
        }
    }

    /** It is not known to be durable: the sender still has it. */
    record Refused(Refusal reason) implements Outcome {
        @Override
        public <R> R fold(
                Function<? super Stored, ? extends R> stored,
                Function<? super Spooled, ? extends R> spooled,
                Function<? super Rejected, ? extends R> rejected,
                Function<? super Refused, ? extends R> refused) {
            return refused.apply(this);
        }
    }

    /** Applies the function of the case that this is. */
    <R> R fold(
            Function<? super Stored, ? extends R> stored,
            Function<? super Spooled, ? extends R> spooled,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super Refused, ? extends R> refused);
}
