/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.MetricsPane;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is counted of some conversations, added up one by one. */
final class Figures {
    private static final int BEST = 5;

    final Map<String, Long> counts = new TreeMap<>();
    final Seconds firstResponse;
    final Seconds avgResponse;
    final Seconds responseTime;
    final Seconds duration;
    final long[] ratings = new long[BEST];
    final Map<String, Long> anomalies = new TreeMap<>();

    private Figures(Seconds firstResponse, Seconds avgResponse, Seconds responseTime, Seconds duration) {
        this.firstResponse = firstResponse;
        this.avgResponse = avgResponse;
        this.responseTime = responseTime;
        this.duration = duration;
    }

    Figures() {
        this(new Seconds(), new Seconds(), new Seconds(), new Seconds());
    }

    static Figures of(MetricsPane pane) {
        Figures figures = new Figures(
                Seconds.of(pane.getFirstResponse()),
                Seconds.of(pane.getAvgResponse()),
                Seconds.of(pane.getResponseTime()),
                Seconds.of(pane.getDuration()));
        figures.count("total", pane.getConversations());
        figures.count("chat", pane.getChats());
        figures.count("missed", pane.getMissed());
        figures.count("offline", pane.getOffline());
        figures.count("unclassified", pane.getUnclassified());
        figures.count("served", pane.getServed());
        figures.count("endedUnanswered", pane.getEndedUnanswered());
        figures.count("triggered", pane.getTriggered());
        figures.count("completed", pane.getCompleted());
        figures.count("dropped", pane.getDropped());
        for (int stars = 1; stars <= pane.getRatings().size(); stars++) {
            figures.ratings[stars - 1] = pane.getRatings().get(stars - 1);
        }
        figures.anomalies.putAll(pane.getAnomalies());
        return figures;
    }

    /** Adds a conversation as far as it is about that. */
    void add(ConversationFacts facts, About about) {
        boolean agent = about.isAgent();
        boolean first = !agent || about.value().equals(facts.getFirstAgent());
        boolean last = !agent || about.value().equals(facts.getLastAgent());
        flags(facts);
        if (facts.getServed()) {
            firstResponse.add(first ? facts.getFirstResponseSeconds() : null);
            avgResponse.add(facts.getAvgResponseSeconds());
            duration.add(facts.getDurationSeconds());
        }
        for (int gap = 0; gap < facts.getResponseTimesSeconds().size(); gap++) {
            String by = facts.getAgents().get(facts.getResponseTimesAgents().get(gap));
            responseTime.add(
                    !agent || about.value().equals(by)
                            ? facts.getResponseTimesSeconds().get(gap)
                            : null);
        }
        if (last && facts.getRating() != null) {
            ratings[facts.getRating() - 1]++;
        }
        Predicate<String> ofOthers =
                code -> !first && code.startsWith("firstResponse.") || !last && code.startsWith("rating.");
        facts.getAnomalies().stream().filter(ofOthers.negate()).forEach(code -> anomalies.merge(code, 1L, Long::sum));
    }

    private void flags(ConversationFacts facts) {
        count("total", 1);
        count("chat", 0);
        count("missed", 0);
        count("offline", 0);
        count("unclassified", 0);
        switch (facts.getType()) {
            case CHAT -> count("chat", 1);
            case MISSED -> count("missed", 1);
            case OFFLINE -> count("offline", 1);
            case UNCLASSIFIED -> count("unclassified", 1);
        }
        count("served", facts.getServed() ? 1 : 0);
        count("endedUnanswered", facts.getEndedUnanswered() ? 1 : 0);
        count("triggered", facts.getIsTriggered() ? 1 : 0);
        count("completed", facts.getIsCompleted() ? 1 : 0);
        count("dropped", facts.getIsDropped() ? 1 : 0);
    }

    private void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    @Override
    public String toString() {
        return counts + ", firstResponse " + firstResponse + ", avgResponse " + avgResponse + ", responseTime "
                + responseTime + ", duration " + duration + ", ratings " + java.util.Arrays.toString(ratings)
                + ", anomalies " + anomalies;
    }
}
