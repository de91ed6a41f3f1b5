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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A publisher that answers at once, as told. */
final class Kafka implements HookPublisher {
    static final Publish STORED = new Publish.Stored();

    private final List<OutgoingRecord> stored = new CopyOnWriteArrayList<>();
    private volatile int asked;
    private volatile Function<OutgoingRecord, Publish> answers = outgoing -> STORED;

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

    List<OutgoingRecord> stored() {
        return stored;
    }

    int asked() {
        return asked;
    }
}
