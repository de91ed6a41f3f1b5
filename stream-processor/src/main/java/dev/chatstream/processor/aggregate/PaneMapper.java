/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.SecondsHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Between an aggregate and its published form, which is also the form it is stored in. */
public final class PaneMapper {
    private PaneMapper() {}

    public static MetricsPane toPane(PaneKey key, Granularity granularity, Aggregate aggregate) {
        return new MetricsPane(
                key.accountId(),
                key.about().dimension(),
                key.about().value(),
                key.start(),
                (int) granularity.length().toSeconds(),
                aggregate.count(Count.CONVERSATIONS),
                aggregate.count(Count.CHATS),
                aggregate.count(Count.MISSED),
                aggregate.count(Count.OFFLINE),
                aggregate.count(Count.UNCLASSIFIED),
                aggregate.count(Count.SERVED),
                aggregate.count(Count.ENDED_UNANSWERED),
                aggregate.count(Count.TRIGGERED),
                aggregate.count(Count.COMPLETED),
                aggregate.count(Count.DROPPED),
                toRecord(aggregate.firstResponse()),
                toRecord(aggregate.avgResponse()),
                toRecord(aggregate.responseTime()),
                toRecord(aggregate.duration()),
                ratings(aggregate),
                new TreeMap<>(aggregate.anomalies()));
    }

    public static Aggregate toAggregate(MetricsPane pane) {
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

    static long[] counts(MetricsPane pane) {
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

    private static List<Long> ratings(Aggregate aggregate) {
        List<Long> ratings = new ArrayList<>(Aggregate.BEST_RATING);
        long total = 0;
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            ratings.add(aggregate.ratings(stars));
            total += aggregate.ratings(stars);
        }
        return total == 0 ? List.of() : ratings;
    }

    private static SecondsHistogram toRecord(Histogram histogram) {
        int size = histogram.buckets();
        List<Integer> indexes = new ArrayList<>(size);
        List<Long> counts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            indexes.add(histogram.indexAt(i));
            counts.add(histogram.countAt(i));
        }
        return new SecondsHistogram(histogram.count(), histogram.sum(), indexes, counts);
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
