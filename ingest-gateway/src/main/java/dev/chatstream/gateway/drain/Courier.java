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
import dev.chatstream.gateway.record.WithoutMessage;
import dev.chatstream.gateway.spool.Departure;
import dev.chatstream.gateway.spool.SpoolEntry;
import dev.chatstream.gateway.trace.LoggedTrace;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one entry from the spool to where it belongs. Safe for use by several threads. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Judge judge;
    private final Recording recording;
    private final HookPublisher publisher;

    Courier(Judge judge, Recording recording, HookPublisher publisher) {
        this.judge = judge;
        this.recording = recording;
        this.publisher = publisher;
    }

    /**
     * An entry with the record that it becomes.
     *
     * @param account whose it is, for Kafka: its topic and key
     * @param lane its partition, where that is known
     */
    record Parcel(SpoolEntry entry, Recorded recorded, SchemaIds ids, String account, String lane) {
        int size() {
            return recorded.outgoing().size();
        }
    }

    /** Where an entry went, or why it stays. */
    record Result(Optional<Departure> departure, Optional<Refusal> refusal) {
        static Result gone(Departure where) {
            return new Result(Optional.of(where), Optional.empty());
        }

        static Result stays(Refusal why) {
            return new Result(Optional.empty(), Optional.of(why));
        }
    }

    /** What was refused stays refused; what was accepted may come from any account, for that was judged on arrival. */
    Parcel pack(SpoolEntry entry, SchemaIds ids) {
        Recorded recorded = LoggedTrace.within(
                entry.delivery().traceparent().flatMap(TraceParent::traceId), () -> recorded(entry, ids));
        OutgoingRecord outgoing = recorded.outgoing();
        String account = outgoing.topic() + " " + HexFormat.of().formatHex(outgoing.key());
        return new Parcel(
                entry, recorded, ids, account, publisher.lane(outgoing).orElse(account));
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
     * @param whenDone called exactly once
     */
    void send(Parcel parcel, Consumer<Result> whenDone) {
        publisher.publish(parcel.recorded().outgoing(), publish -> {
            if (publish instanceof Publish.Refused refused) {
                refused(refused.reason(), parcel, whenDone);
            } else {
                whenDone.accept(Result.gone(
                        parcel.recorded().rejection().isPresent() ? Departure.QUARANTINED : Departure.STORED));
            }
        });
    }

    private void refused(Refusal reason, Parcel parcel, Consumer<Result> whenDone) {
        if (reason != Refusal.FOR_GOOD) {
            whenDone.accept(Result.stays(reason));
        } else if (parcel.recorded().rejection().isPresent()) {
            whenDone.accept(Result.gone(Departure.SET_ASIDE));
        } else {
            inQuarantine(parcel)
                    .ifPresentOrElse(
                            quarantine -> send(quarantine, whenDone),
                            () -> whenDone.accept(Result.gone(Departure.SET_ASIDE)));
        }
    }

    /** Nobody waits for an exception here, and the entry must go somewhere all the same. */
    private Optional<Parcel> inQuarantine(Parcel parcel) {
        try {
            Recorded quarantine = recording.rejected(
                    Rejection.refusedByKafka(), parcel.entry().delivery(), parcel.ids());
            return Optional.of(new Parcel(parcel.entry(), quarantine, parcel.ids(), parcel.account(), parcel.lane()));
        } catch (RuntimeException e) {
            LOG.error("a bug: no record for quarantine can be made of a spooled hook", WithoutMessage.of(e));
            return Optional.empty();
        }
    }
}
