/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.util.Collection;

/** Bodies by what became of them: as a gateway counts them, or as its senders were told. */
record Ledger(long received, long stored, long spooled, long quarantined, long refused) {

    /** What one life of a gateway has counted since its start. */
    static Ledger of(Meters meters) {
        return new Ledger(
                meters.sum("chatstream_gateway_hooks_received_total"),
                meters.sum("chatstream_gateway_hooks_stored_total"),
                meters.sum("chatstream_gateway_hooks_spooled_total"),
                meters.sum("chatstream_gateway_hooks_rejected_total"),
                meters.sum("chatstream_gateway_hooks_refused_total"));
    }

    /** What a gateway must have counted, if its senders were told the truth. */
    static Ledger told(Collection<Answer> answers) {
        return new Ledger(
                answers.size() - count(answers, Reply.NO_ANSWER),
                count(answers, Reply.STORED),
                count(answers, Reply.SPOOLED),
                count(answers, Reply.QUARANTINED),
                count(answers, Reply.REFUSED));
    }

    private static long count(Collection<Answer> answers, Reply reply) {
        return answers.stream().filter(answer -> answer.reply() == reply).count();
    }

    Ledger minus(Ledger before) {
        return new Ledger(
                received - before.received,
                stored - before.stored,
                spooled - before.spooled,
                quarantined - before.quarantined,
                refused - before.refused);
    }

    /** Whether nothing is left out or counted twice. */
    boolean balanced() {
        return received == stored + spooled + quarantined + refused;
    }
}
