/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.ConversationFacts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** How often what happened, by the contract. */
final class Counters {
    long first;
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
        } else {
            first++;
        }
    }

    /**
     * As the API must answer them. No conversation has so many revisions that one is forgotten, and no hook is on its
     * way for so long that a pane it belongs to has gone.
     */
    ObjectNode json(long unreadable) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("first", first)
                .put("revision", revisions)
                .put("superseded", superseded)
                .put("duplicate", duplicates)
                .put("late", late)
                .put("unreadable", unreadable)
                .put("future", future)
                .put("forgottenRevisions", 0);
        json.putObject("latePanes").put("minute", lateForMinutes).put("quarter", lateForQuarters);
        json.putObject("expiredPanes").put("minute", 0).put("quarter", 0);
        ObjectNode kinds = json.putObject("anomalies");
        anomalies.forEach(kinds::put);
        return json;
    }
}
