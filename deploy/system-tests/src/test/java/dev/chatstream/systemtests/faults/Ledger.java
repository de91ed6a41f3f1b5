/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;

/**
 * Bodies by what became of them: as one life of a gateway counts them, or as its senders were told.
 *
 * @param spooled of a gateway: rejected ones too
 * @param found were in the spool when the life began
 * @param spooledLate are in the spool although their sender was told otherwise
 * @param left the spool, to Kafka or to be looked at by a person
 * @param waiting in the spool now
 */
record Ledger(
        long received,
        long stored,
        long spooled,
        long quarantined,
        long refused,
        long found,
        long spooledLate,
        long left,
        long waiting) {

    /** Nothing counted yet. */
    static final Ledger NONE = new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What one life of a gateway has counted since its start. */
    static Ledger of(Meters meters) {
        return new Ledger(
                meters.sum("chatstream_gateway_hooks_received_total"),
                meters.sum("chatstream_gateway_hooks_stored_total"),
                meters.sum("chatstream_gateway_hooks_spooled_total"),
                meters.sum("chatstream_gateway_hooks_rejected_total"),
                meters.sum("chatstream_gateway_hooks_refused_total"),
                meters.sum("chatstream_gateway_spool_found_total"),
                meters.sum("chatstream_gateway_spool_late_total"),
                meters.sum("chatstream_gateway_spool_left_total"),
                meters.sum("chatstream_gateway_spool_depth_hooks"));
    }

    /** What a gateway must have counted, if its senders were told the truth. */
    static Ledger told(Collection<Answer> answers) {
        return new Ledger(
                answers.size() - count(answers, Reply.NO_ANSWER) - count(answers, Reply.TURNED_AWAY),
                count(answers, Reply.STORED),
                count(answers, Reply.SPOOLED),
                count(answers, Reply.QUARANTINED),
                count(answers, Reply.REFUSED),
                0,
                0,
                0,
                0);
    }

    private static long count(Collection<Answer> answers, Reply reply) {
        return answers.stream().filter(answer -> answer.reply() == reply).count();
    }

    /** Whether all that was ever in the spool has left it. */
    boolean drained() {
        return waiting == 0 && found + spooled + spooledLate == left;
    }

    Ledger minus(Ledger before) {
        return new Ledger(
                received - before.received,
                stored - before.stored,
                spooled - before.spooled,
                quarantined - before.quarantined,
                refused - before.refused,
                found - before.found,
                spooledLate - before.spooledLate,
                left - before.left,
                waiting - before.waiting);
    }

    /**
     * Nothing is left out or counted twice, and it is what the senders were told. A body that is rejected while Kafka
     * is away is told as rejected and counted as spooled.
     */
    void mustAgreeWith(Collection<Answer> answers) {
        Ledger told = told(answers);
        assertThat(received).isEqualTo(stored + spooled + quarantined + refused).isEqualTo(told.received);
        assertThat(stored).isEqualTo(told.stored);
        assertThat(refused).isEqualTo(told.refused);
        assertThat(spooled + quarantined).isEqualTo(told.spooled + told.quarantined);
        assertThat(spooled).isBetween(told.spooled, told.spooled + told.quarantined);
        assertThat(found + spooled + spooledLate).isEqualTo(left + waiting);
    }
}
