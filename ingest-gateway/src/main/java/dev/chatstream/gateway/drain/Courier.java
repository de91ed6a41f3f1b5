/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.gateway.record.Recorded;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.Rejection;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.record.TraceParent;
import dev.chatstream.gateway.spool.Departure;
import dev.chatstream.gateway.spool.SpoolEntry;
import dev.chatstream.gateway.trace.LoggedTrace;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes one entry from the spool to where it belongs. Safe for use by several threads. */
final class Courier {
    private final Judge judge;
    private final Recording recording;
    private final HookPublisher publisher;

    Courier(Judge judge, Recording recording, HookPublisher publisher) {
        this.judge = judge;
        this.recording = recording;
        this.publisher = publisher;
    }

    /** An entry with the record that it becomes. */
    record Parcel(SpoolEntry entry, Recorded recorded, SchemaIds ids) {
        int size() {
            return recorded.outgoing().size();
        }
    }

    /** What was refused stays refused; what was accepted may come from any account, for that was judged on arrival. */
    Parcel pack(SpoolEntry entry, SchemaIds ids) {
        Recorded recorded = LoggedTrace.within(
                entry.delivery().traceparent().flatMap(TraceParent::traceId), () -> recorded(entry, ids));
        return new Parcel(entry, recorded, ids);
    }

    private Recorded recorded(SpoolEntry entry, SchemaIds ids) {
        return entry.rejection()
                .map(rejection -> recording.rejected(rejection, entry.delivery(), ids))
                .orElseGet(() -> recording.of(
                        entry.delivery(), judge.judge(entry.delivery().body(), account -> true), ids));
    }

    /**
     * Sends a parcel; what Kafka refuses for good goes to quarantine instead.
     *
     * @param whenDone called exactly once: with where it went, or nothing when it has to be tried again
     */
    void send(Parcel parcel, Consumer<Optional<Departure>> whenDone) {
        publisher.publish(parcel.recorded().outgoing(), publish -> {
            if (publish instanceof Publish.Refused refused) {
                refused(refused.reason(), parcel, whenDone);
            } else {
                whenDone.accept(Optional.of(
                        parcel.recorded().rejection().isPresent() ? Departure.QUARANTINED : Departure.STORED));
            }
        });
    }

    private void refused(Refusal reason, Parcel parcel, Consumer<Optional<Departure>> whenDone) {
        if (reason != Refusal.FOR_GOOD) {
            whenDone.accept(Optional.empty());
        } else if (parcel.recorded().rejection().isPresent()) {
            whenDone.accept(Optional.of(Departure.SET_ASIDE));
        } else {
            OutgoingRecord quarantine = recording
                    .rejected(Rejection.refusedByKafka(), parcel.entry().delivery(), parcel.ids())
                    .outgoing();
            send(
                    new Parcel(
                            parcel.entry(),
                            new Recorded(quarantine, Optional.of(Rejection.refusedByKafka())),
                            parcel.ids()),
                    whenDone);
        }
    }
}
