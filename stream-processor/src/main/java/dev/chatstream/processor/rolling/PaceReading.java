/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateSum;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.aggregate.Subject;
import dev.chatstream.processor.query.PaneCover;
import dev.chatstream.processor.query.PaneCover.Part;
import dev.chatstream.processor.query.Panes;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of one pace hold at a moment. They end together, so they share most of their panes, which are read
 * once: each stretch of them is a search in the store, and most accounts have a pane or two.
 */
final class PaceReading {
    /** Panes start at most minutes after the clock; the broker refuses hooks from further in the future. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Panes panes;
    private final Subject subject;
    private final Pace pace;
    private final Map<RollingWindow, Sum> sums = new EnumMap<>(RollingWindow.class);
    private final TimeRange future;
    private @Nullable Instant ahead;

    /**
     * A window that is not empty.
     *
     * @param range the bounds that were really used
     * @param first start of the first pane, of those that come and go in windows of this pace
     */
    record Counted(RollingWindow window, TimeRange range, Instant first, Aggregate figures) {}

    private static final class Sum {
        private final PaneCover cover;
        private @Nullable AggregateSum total;
        private @Nullable Instant first;

        private Sum(PaneCover cover) {
            this.cover = cover;
        }
    }

    private PaceReading(Panes panes, Subject subject, Pace pace, Instant now, ZoneId zone) {
        this.panes = panes;
        this.subject = subject;
        this.pace = pace;
        Instant end = now;
        for (RollingWindow window : pace.windows()) {
            PaneCover cover = pace.cover(window, now, zone);
            sums.put(window, new Sum(cover));
            end = cover.range().to();
        }
        future = new TimeRange(end, end.plus(AHEAD));
    }

    static PaceReading of(Panes panes, Subject subject, Pace pace, Instant now, ZoneId zone) {
        PaceReading reading = new PaceReading(panes, subject, pace, now, zone);
        for (Part stretch : reading.stretches()) {
            panes.each(
                    subject.accountId(),
                    subject.about(),
                    stretch,
                    (start, pane) -> reading.add(stretch.granularity(), start, pane));
        }
        return reading;
    }

    /** All that has to be read, without overlaps. */
    private List<Part> stretches() {
        List<Part> parts = new ArrayList<>();
        sums.values().forEach(sum -> parts.addAll(sum.cover.parts()));
        parts.add(new Part(pace.granularity(), future));
        parts.sort(Comparator.comparing(Part::granularity)
                .thenComparing(part -> part.range().from()));
        List<Part> stretches = new ArrayList<>();
        for (Part part : parts) {
            int last = stretches.size() - 1;
            if (last >= 0 && continues(stretches.get(last), part)) {
                stretches.set(last, hull(stretches.get(last), part));
            } else {
                stretches.add(part);
            }
        }
        return stretches;
    }

    private static boolean continues(Part before, Part part) {
        return before.granularity() == part.granularity()
                && !part.range().from().isAfter(before.range().to());
    }

    private static Part hull(Part before, Part part) {
        Instant end = before.range().to();
        Instant other = part.range().to();
        return new Part(part.granularity(), new TimeRange(before.range().from(), other.isAfter(end) ? other : end));
    }

    private void add(Granularity granularity, Instant start, Pane pane) {
        boolean comesAndGoes = granularity == pace.granularity();
        for (Sum sum : sums.values()) {
            for (Part part : sum.cover.parts()) {
                if (part.granularity() == granularity && holds(part.range(), start)) {
                    sum.total = (sum.total == null ? new AggregateSum() : sum.total).add(pane.counted());
                }
            }
            if (comesAndGoes && holds(sum.cover.range(), start)) {
                sum.first = earlier(sum.first, start);
            }
        }
        if (comesAndGoes && holds(future, start)) {
            ahead = earlier(ahead, start);
        }
    }

    /** Empty when nothing was counted in the window. */
    Optional<Counted> counted(RollingWindow window) {
        Sum sum = sums.get(window);
        if (sum == null || sum.total == null) {
            return Optional.empty();
        }
        Aggregate figures = sum.total.total();
        return first(sum).map(first -> new Counted(window, sum.cover.range(), first, figures));
    }

    private Optional<Instant> first(Sum sum) {
        Part begin = sum.cover.parts().get(0);
        Instant first = sum.first;
        if (first != null && begin.granularity() == pace.granularity() && holds(begin.range(), first)) {
            return Optional.of(first);
        }
        // quarters, of which the middle of a day is made, do not tell the minute
        return panes.first(subject.accountId(), subject.about(), new Part(pace.granularity(), sum.cover.range()));
    }

    /** Start of the first pane that is in none of the windows yet, because the clock has not come to it. */
    Optional<Instant> ahead() {
        return Optional.ofNullable(ahead);
    }

    private static boolean holds(TimeRange range, Instant start) {
        return !start.isBefore(range.from()) && start.isBefore(range.to());
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
