/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One phase judged: what its senders were told against what the topics hold.
 *
 * @param found bodies answered as kept that are in their topic, exactly as sent
 * @param lost numbers answered as kept that are not there
 * @param duplicates records beyond the first of a body
 * @param untold bodies not answered as kept that are in their topic all the same; their senders may send them again
 * @param longest time to an answer, or to the end of a connection that gave none
 */
record Row(
        String phase,
        int sent,
        Map<Reply, Long> told,
        long found,
        List<Long> lost,
        long duplicates,
        long untold,
        Duration longest,
        String note) {

    static Row of(String phase, Collection<Answer> answers, Found topics, String note) {
        Map<Reply, Long> told = new EnumMap<>(Reply.class);
        answers.forEach(answer -> told.merge(answer.reply(), 1L, Long::sum));
        return new Row(
                phase,
                answers.size(),
                told,
                answers.stream()
                        .filter(answer -> answer.reply().kept() && topics.copies(answer.number()) > 0)
                        .count(),
                answers.stream()
                        .filter(answer -> answer.reply().kept() && topics.copies(answer.number()) == 0)
                        .map(Answer::number)
                        .toList(),
                answers.stream()
                        .mapToLong(answer -> Math.max(0, topics.copies(answer.number()) - 1))
                        .sum(),
                answers.stream()
                        .filter(answer -> !answer.reply().kept() && topics.copies(answer.number()) > 0)
                        .count(),
                answers.stream()
                        .map(Answer::took)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                note);
    }

    /** How many were told a final word: kept, or turned away for good. */
    long settled() {
        return told(Reply.STORED) + told(Reply.SPOOLED) + told(Reply.QUARANTINED) + told(Reply.TURNED_AWAY);
    }

    long told(Reply reply) {
        return told.getOrDefault(reply, 0L);
    }
}
