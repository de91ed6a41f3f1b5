/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateSum;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers how figures are spread over the values of a dimension, in one scan of the dimension's panes. */
public final class BreakdownQuery {
    /** Values told apart in one answer; more would take memory without being of use to anybody. */
    public static final int MOST_VALUES = 5_000;

    private final Map<String, AggregateSum> sums = new TreeMap<>();
    private boolean complete = true;

    private BreakdownQuery() {}

    /**
     * What was counted for each value.
     *
     * @param complete whether there are no more than {@value #MOST_VALUES} values; otherwise some are missing
     */
    public record Breakdown(SortedMap<String, Aggregate> values, boolean complete) {}

    public static Breakdown breakdown(Reading reading, Dimension by) {
        BreakdownQuery query = new BreakdownQuery();
        AccountState account = reading.account();
        for (PaneCover.Part part : reading.window().cover().parts()) {
            account.panes().eachValue(account.accountId(), by, part, (start, pane) -> {
                AggregateSum sum = query.sumOf(pane.getValue());
                if (sum != null) {
                    sum.add(pane);
                }
            });
        }
        SortedMap<String, Aggregate> values = new TreeMap<>();
        query.sums.forEach((value, sum) -> values.put(value, sum.total()));
        return new Breakdown(values, query.complete);
    }

    private @Nullable AggregateSum sumOf(String value) {
        if (sums.size() >= MOST_VALUES && !sums.containsKey(value)) {
            complete = false;
            return null;
        }
        return sums.computeIfAbsent(value, none -> new AggregateSum());
    }
}
