/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.OutgoingRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A publisher that answers at once, as told. */
final class Kafka implements HookPublisher {
    static final Publish STORED = new Publish.Stored();

    private final List<OutgoingRecord> stored = new CopyOnWriteArrayList<>();
    private volatile int asked;
    private volatile Function<OutgoingRecord, Publish> answers = outgoing -> STORED;

    private volatile @Nullable Function<OutgoingRecord, String> lanes;

    static Publish refused(Refusal reason) {
        return new Publish.Refused(reason);
    }

    void answer(Function<OutgoingRecord, Publish> how) {
        answers = how;
    }

    @Override
    public synchronized void publish(OutgoingRecord outgoing, Consumer<Publish> whenDone) {
        asked++;
        Publish answer = answers.apply(outgoing);
        if (answer == STORED) {
            stored.add(outgoing);
        }
        whenDone.accept(answer);
    }

    @Override
    public Optional<String> lane(OutgoingRecord outgoing) {
        return Optional.ofNullable(lanes).map(of -> of.apply(outgoing));
    }

    /** From now on accounts share partitions. */
    void withPartitions(Function<OutgoingRecord, String> of) {
        lanes = of;
    }

    List<OutgoingRecord> stored() {
        return stored;
    }

    int asked() {
        return asked;
    }
}
