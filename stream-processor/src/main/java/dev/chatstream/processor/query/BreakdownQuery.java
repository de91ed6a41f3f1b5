/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateSum;
import dev.chatstream.processor.aggregate.Pane;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Answers how figures are spread over the values of a dimension, in one scan of the dimension's panes. */
public final class BreakdownQuery {
    private final Limits limits;
    private final Map<String, AggregateSum> sums = new TreeMap<>();
    private int panes;
    private boolean complete = true;

    private BreakdownQuery(Limits limits) {
        this.limits = limits;
    }

    /**
     * How much one answer may be made of: what many values take is memory, what many panes take is time.
     *
     * @param values told apart; each takes some 10 KB, and several such questions are answered at a time
     * @param panes read; so many that reading them takes well below the time that another instance waits for an answer
     */
    public record Limits(int values, int panes) {
        /** As it should be where others wait. */
        public static final Limits USUAL = new Limits(2_000, 500_000);
    }

    /**
     * What was counted for each value.
     *
     * @param complete whether the limits sufficed; otherwise some is missing
     */
    public record Breakdown(SortedMap<String, Aggregate> values, boolean complete) {}

    public static Breakdown breakdown(Reading reading, Dimension by, Limits limits) {
        BreakdownQuery query = new BreakdownQuery(limits);
        AccountState account = reading.account();
        for (PaneCover.Part part : reading.window().cover().parts()) {
            if (query.complete) {
                account.panes().eachValue(account.accountId(), by, part, query::add);
            }
        }
        SortedMap<String, Aggregate> values = new TreeMap<>();
        query.sums.forEach((value, sum) -> values.put(value, sum.total()));
        return new Breakdown(values, query.complete);
    }

    /** Returns whether more is wanted. */
    private boolean add(Pane pane) {
        AggregateSum sum = sums.computeIfAbsent(pane.key().about().value(), none -> new AggregateSum());
        panes++;
        complete = sums.size() <= limits.values() && panes <= limits.panes();
        if (complete) {
            sum.add(pane.counted());
        }
        return complete;
    }
}
