/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.Counters.Times;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one conversation adds to one kind of aggregate. Never changed, so that many sums can begin with the same one.
 */
final class Addend {
    private static final Count[] COUNTS = Count.values();

    private final long[] counters;
    private final long[] seconds;
    private final List<String> anomalies;

    private Addend(long[] counters, long[] seconds, List<String> anomalies) {
        this.counters = counters;
        this.seconds = seconds;
        this.anomalies = anomalies;
    }

    /** To everything but agents: the whole conversation. */
    static Addend whole(ConversationFacts facts) {
        return new Collector(facts).collect(facts.getResponseTimesSeconds(), true, true);
    }

    /**
     * To the agent at {@code position}: volume, duration and the reported average to each who wrote, the first response
     * to the first of them, the rating to the last, and every gap to who closed it.
     */
    static Addend ofAgent(ConversationFacts facts, int position) {
        String agent = facts.getAgents().get(position);
        return new Collector(facts)
                .collect(
                        closedBy(position, facts),
                        agent.equals(facts.getFirstAgent()),
                        agent.equals(facts.getLastAgent()));
    }

    private static List<Long> closedBy(int position, ConversationFacts facts) {
        List<Long> gaps = facts.getResponseTimesSeconds();
        List<Integer> agents = facts.getResponseTimesAgents();
        return IntStream.range(0, Math.min(gaps.size(), agents.size()))
                .filter(i -> agents.get(i) == position)
                .mapToObj(gaps::get)
                .toList();
    }

    /** Counters that are not 0, in rising order of their numbers. Not to be changed. */
    long[] counters() {
        return counters;
    }

    /** The exact sum of each histogram's values. Not to be changed. */
    long[] seconds() {
        return seconds;
    }

    List<String> anomalies() {
        return anomalies;
    }

    private static final class Collector {
        private final ConversationFacts facts;
        private final long[] seconds = new long[Times.values().length];
        private long[] counters = new long[COUNTS.length + 8];
        private int size;

        Collector(ConversationFacts facts) {
            this.facts = facts;
        }

        Addend collect(List<Long> gaps, boolean first, boolean last) {
            for (Count count : COUNTS) {
                if (count.counts(facts)) {
                    one(Counters.numberOf(count));
                }
            }
            if (last && facts.getRating() != null) {
                one(Counters.numberOfRating(facts.getRating()));
            }
            if (first) {
                servedSeconds(Times.FIRST_RESPONSE, facts.getFirstResponseSeconds());
            }
            servedSeconds(Times.AVG_RESPONSE, facts.getAvgResponseSeconds());
            responseTimes(gaps);
            servedSeconds(Times.DURATION, facts.getDurationSeconds());
            return new Addend(Arrays.copyOf(counters, size), seconds, anomalies(first, last));
        }

        private void servedSeconds(Times what, @Nullable Long value) {
            if (facts.getServed() && value != null) {
                seconds[what.ordinal()] = value;
                one(what.numberOf(value));
            }
        }

        private void responseTimes(List<Long> gaps) {
            int[] numbers = new int[gaps.size()];
            for (int i = 0; i < numbers.length; i++) {
                long gap = gaps.get(i);
                seconds[Times.RESPONSE_TIME.ordinal()] += gap;
                numbers[i] = Times.RESPONSE_TIME.numberOf(gap);
            }
            Arrays.sort(numbers);
            for (int number : numbers) {
                one(number);
            }
        }

        /** Numbers come in rising order. */
        private void one(int number) {
            if (size > 0 && Counters.number(counters[size - 1]) == number) {
                counters[size - 1]++;
                return;
            }
            if (size == counters.length) {
                counters = Arrays.copyOf(counters, 2 * size);
            }
            counters[size++] = Counters.counter(number, 1);
        }

        private List<String> anomalies(boolean first, boolean last) {
            List<String> codes = facts.getAnomalies();
            if (codes.isEmpty() || first && last) {
                return codes;
            }
            return codes.stream()
                    .filter(code -> first || !code.startsWith("firstResponse."))
                    .filter(code -> last || !code.startsWith("rating."))
                    .toList();
        }
    }
}
