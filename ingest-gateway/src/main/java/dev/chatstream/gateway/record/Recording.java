/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.gateway.hook.Delivery;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the records of judged bodies. Safe for use by several threads. */
public final class Recording {
    private final HookRecordMapper hooks = new HookRecordMapper();
    private final EventRecordMapper events = new EventRecordMapper();
    private final RejectionRecordMapper rejections = new RejectionRecordMapper();
    private final int maxRecord;
    private final Consumer<RuntimeException> bugs;

    /**
     * Makes records of a bounded size.
     *
     * @param maxRecord largest record in bytes, envelope included
     * @param bugs told of what is thrown on the way to a body's record; the message may quote the body
     */
    public Recording(int maxRecord, Consumer<RuntimeException> bugs) {
        this.maxRecord = maxRecord;
        this.bugs = bugs;
    }

    /** The record of a body; one for quarantine when the body's own would be too large, or meets a bug. */
    public Recorded of(Delivery delivery, Verdict verdict, SchemaIds ids) {
        return verdict.fold(
                hook -> accepted(() -> hooks.map(hook, delivery, ids.conversation()), delivery, ids),
                event -> accepted(() -> events.map(event, delivery, ids.webhookEvent()), delivery, ids),
                rejection -> rejected(rejection, delivery, ids));
    }

    private Recorded accepted(Supplier<OutgoingRecord> mapping, Delivery delivery, SchemaIds ids) {
        OutgoingRecord outgoing;
        try {
            outgoing = mapping.get();
        } catch (RuntimeException e) {
            bugs.accept(e);
            return rejected(Rejection.ofABug(), delivery, ids);
        }
        return outgoing.size() > maxRecord
                ? rejected(Rejection.tooLarge(outgoing.size(), maxRecord), delivery, ids)
                : new Recorded(outgoing, Optional.empty());
    }

    /** The record for quarantine, without the rejection's detail where that would make it too large. */
    public Recorded rejected(Rejection rejection, Delivery delivery, SchemaIds ids) {
        OutgoingRecord detailed = rejections.map(rejection, delivery, ids.rejectedHook());
        OutgoingRecord outgoing = detailed.size() > maxRecord
                ? rejections.map(rejection.withoutDetail(), delivery, ids.rejectedHook())
                : detailed;
        return new Recorded(outgoing, Optional.of(rejection));
    }
}
