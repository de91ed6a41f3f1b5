/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.SecondsHistogram;
import java.util.List;
import java.util.TreeMap;

/** From the published form of a pane, as Avro reads it from any version of its schema. */
public final class PaneMapper {
    private PaneMapper() {}

    public static Pane toPane(MetricsPane pane) {
        DimensionKey about = new DimensionKey(pane.getDimension(), pane.getValue());
        return new Pane(new PaneKey(pane.getAccountId(), about, pane.getStart()), pane.getSeconds(), toAggregate(pane));
    }

    private static Aggregate toAggregate(MetricsPane pane) {
        long[] ratings = new long[Aggregate.BEST_RATING];
        for (int i = 0; i < pane.getRatings().size(); i++) {
            ratings[i] = pane.getRatings().get(i);
        }
        return new Aggregate(
                counts(pane),
                fromRecord(pane.getFirstResponse()),
                fromRecord(pane.getAvgResponse()),
                fromRecord(pane.getResponseTime()),
                fromRecord(pane.getDuration()),
                ratings,
                new TreeMap<>(pane.getAnomalies()));
    }

    private static long[] counts(MetricsPane pane) {
        long[] counts = new long[Count.values().length];
        counts[Count.CONVERSATIONS.ordinal()] = pane.getConversations();
        counts[Count.CHATS.ordinal()] = pane.getChats();
        counts[Count.MISSED.ordinal()] = pane.getMissed();
        counts[Count.OFFLINE.ordinal()] = pane.getOffline();
        counts[Count.UNCLASSIFIED.ordinal()] = pane.getUnclassified();
        counts[Count.SERVED.ordinal()] = pane.getServed();
        counts[Count.ENDED_UNANSWERED.ordinal()] = pane.getEndedUnanswered();
        counts[Count.TRIGGERED.ordinal()] = pane.getTriggered();
        counts[Count.COMPLETED.ordinal()] = pane.getCompleted();
        counts[Count.DROPPED.ordinal()] = pane.getDropped();
        return counts;
    }

    private static Histogram fromRecord(SecondsHistogram record) {
        List<Integer> recordedIndexes = record.getIndexes();
        List<Long> recordedCounts = record.getCounts();
        int[] indexes = new int[recordedIndexes.size()];
        long[] counts = new long[recordedCounts.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = recordedIndexes.get(i);
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = recordedCounts.get(i);
        }
        return Histogram.of(indexes, counts, record.getSum());
    }
}
