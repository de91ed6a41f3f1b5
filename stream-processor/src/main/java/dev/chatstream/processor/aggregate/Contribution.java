/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one conversation adds to an aggregate. */
final class Contribution {
    private Contribution() {}

    /** To everything but agents: the whole conversation. */
    static Aggregate whole(ConversationFacts facts) {
        TreeMap<String, Long> anomalies = new TreeMap<>();
        facts.getAnomalies().forEach(code -> anomalies.put(code, 1L));
        return new Aggregate(
                counts(facts),
                servedSeconds(facts, facts.getFirstResponseSeconds()),
                servedSeconds(facts, facts.getAvgResponseSeconds()),
                responseTimes(facts, -1),
                servedSeconds(facts, facts.getDurationSeconds()),
                ratings(facts.getRating()),
                anomalies);
    }

    /**
     * To an agent: volume, duration and the reported average to each who wrote, the first response to the first of
     * them, the rating to the last, and every gap to who closed it.
     */
    static Aggregate ofAgent(ConversationFacts facts, int position) {
        String agent = facts.getAgents().get(position);
        boolean first = agent.equals(facts.getFirstAgent());
        boolean last = agent.equals(facts.getLastAgent());
        TreeMap<String, Long> anomalies = new TreeMap<>();
        for (String code : facts.getAnomalies()) {
            boolean others = code.startsWith("firstResponse.") && !first || code.startsWith("rating.") && !last;
            if (!others) {
                anomalies.put(code, 1L);
            }
        }
        return new Aggregate(
                counts(facts),
                first ? servedSeconds(facts, facts.getFirstResponseSeconds()) : Histogram.EMPTY,
                servedSeconds(facts, facts.getAvgResponseSeconds()),
                responseTimes(facts, position),
                servedSeconds(facts, facts.getDurationSeconds()),
                ratings(last ? facts.getRating() : null),
                anomalies);
    }

    private static long[] counts(ConversationFacts facts) {
        Count[] all = Count.values();
        long[] counts = new long[all.length];
        for (Count count : all) {
            counts[count.ordinal()] = count.counts(facts) ? 1 : 0;
        }
        return counts;
    }

    private static Histogram servedSeconds(ConversationFacts facts, @Nullable Long seconds) {
        return facts.getServed() && seconds != null ? Histogram.of(seconds) : Histogram.EMPTY;
    }

    /** All gaps, or those that the agent at {@code position} closed when that is not negative. */
    private static Histogram responseTimes(ConversationFacts facts, int position) {
        List<Long> gaps = facts.getResponseTimesSeconds();
        List<Integer> agents = facts.getResponseTimesAgents();
        HistogramDelta times = new HistogramDelta();
        for (int i = 0; i < gaps.size(); i++) {
            if (position < 0 || i < agents.size() && agents.get(i) == position) {
                times.add(gaps.get(i));
            }
        }
        return times.total();
    }

    private static long[] ratings(@Nullable Integer stars) {
        long[] ratings = new long[Aggregate.BEST_RATING];
        if (stars != null) {
            ratings[stars - 1] = 1;
        }
        return ratings;
    }
}
