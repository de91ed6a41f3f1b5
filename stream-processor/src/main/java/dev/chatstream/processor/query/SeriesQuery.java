/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateSum;
import dev.chatstream.processor.aggregate.DimensionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Answers how figures went over time, in one scan of the panes. */
public final class SeriesQuery {
    private final List<TimeRange> buckets;
    private final List<Aggregate> figures;
    private AggregateSum sum = new AggregateSum();
    private boolean anyPane;

    /** What was counted in one bucket. */
    public record Bucket(TimeRange range, Aggregate figures) {}

    private SeriesQuery(List<TimeRange> buckets) {
        this.buckets = buckets;
        this.figures = new ArrayList<>(buckets.size());
    }

    /** Every bucket of the window, empty ones too, in order of time. */
    public static List<Bucket> series(Reading reading, DimensionKey about, Step step) {
        Window window = reading.window();
        SeriesQuery query = new SeriesQuery(step.over(window.range(), window.zone()));
        PaneCover cover = step.needsMinutes() ? PaneCover.ofMinutes(window.range()) : window.cover();
        reading.each(about, cover, (start, pane) -> {
            query.advanceTo(start);
            query.anyPane = true;
            query.sum.add(pane.counted());
        });
        return query.finished();
    }

    /** Panes come in order, so whatever is before {@code start} is complete. */
    private void advanceTo(Instant start) {
        while (!start.isBefore(buckets.get(figures.size()).to())) {
            close();
        }
    }

    private void close() {
        figures.add(anyPane ? sum.total() : Aggregate.ZERO);
        if (anyPane) {
            sum = new AggregateSum();
            anyPane = false;
        }
    }

    private List<Bucket> finished() {
        List<Bucket> result = new ArrayList<>(buckets.size());
        while (figures.size() < buckets.size()) {
            close();
        }
        for (int i = 0; i < buckets.size(); i++) {
            result.add(new Bucket(buckets.get(i), figures.get(i)));
        }
        return result;
    }
}
