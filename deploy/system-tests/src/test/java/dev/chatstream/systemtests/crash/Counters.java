/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.ConversationFacts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** How often what happened, by the contract. */
final class Counters {
    long duplicates;
    long revisions;
    long superseded;
    long late;
    long lateForMinutes;
    long lateForQuarters;
    long future;
    final Map<String, Long> anomalies = new TreeMap<>();

    /** Every hook, whatever became of it. */
    void hook(ConversationFacts facts) {
        Duration age = Duration.between(facts.getCountedAt(), facts.getReceivedAt());
        lateForMinutes += age.compareTo(Duration.ofHours(72)) > 0 ? 1 : 0;
        lateForQuarters += age.compareTo(Duration.ofDays(65)) > 0 ? 1 : 0;
        facts.getAnomalies().forEach(code -> anomalies.merge(code, 1L, Long::sum));
        future += facts.getAnomalies().contains("end.inFuture") ? 1 : 0;
    }

    /** A hook of a conversation that is remembered. */
    void arrived(boolean known, boolean sameContent, boolean wins) {
        if (sameContent) {
            duplicates++;
        } else if (!wins) {
            superseded++;
        } else if (known) {
            revisions++;
        }
    }
}
