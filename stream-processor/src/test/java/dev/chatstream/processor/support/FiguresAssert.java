/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.Histogram;
import dev.chatstream.processor.support.BruteForce.Figures;
import java.util.List;

/** Holds that an aggregate says what the plain numbers say. */
public final class FiguresAssert {
    private FiguresAssert() {}

    public static void assertSame(String what, Aggregate actual, Figures expected) {
        assertThat(counts(actual))
                .as(what)
                .containsExactly(
                        expected.conversations,
                        expected.chats,
                        expected.missed,
                        expected.offline,
                        expected.unclassified,
                        expected.served,
                        expected.endedUnanswered,
                        expected.triggered,
                        expected.completed,
                        expected.dropped);
        assertSame(what + " first response", actual.firstResponse(), expected.firstResponse);
        assertSame(what + " average response", actual.avgResponse(), expected.avgResponse);
        assertSame(what + " response time", actual.responseTime(), expected.responseTime);
        assertSame(what + " duration", actual.duration(), expected.duration);
        for (long stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            long given = stars;
            assertThat(actual.ratings((int) stars))
                    .as(what + " ratings of " + stars)
                    .isEqualTo(expected.ratings.stream()
                            .filter(rating -> rating == given)
                            .count());
        }
    }

    private static List<Long> counts(Aggregate aggregate) {
        return List.of(
                aggregate.count(Count.CONVERSATIONS),
                aggregate.count(Count.CHATS),
                aggregate.count(Count.MISSED),
                aggregate.count(Count.OFFLINE),
                aggregate.count(Count.UNCLASSIFIED),
                aggregate.count(Count.SERVED),
                aggregate.count(Count.ENDED_UNANSWERED),
                aggregate.count(Count.TRIGGERED),
                aggregate.count(Count.COMPLETED),
                aggregate.count(Count.DROPPED));
    }

    /** Count and sum exactly; every percentile by nearest rank exactly up to 120 s and within 1 % above. */
    public static void assertSame(String what, Histogram actual, List<Long> expected) {
        assertThat(actual.count()).as(what).isEqualTo(expected.size());
        assertThat(actual.sum())
                .as(what)
                .isEqualTo(expected.stream().mapToLong(Long::longValue).sum());
        List<Long> sorted = expected.stream().sorted().toList();
        for (int percent = 1; percent <= 100 && !sorted.isEmpty(); percent++) {
            int rank = (int) Math.ceil(sorted.size() * (percent / 100.0) - 1e-9);
            long exact = sorted.get(Math.max(rank, 1) - 1);
            assertThat((double) actual.percentile(percent).orElseThrow())
                    .as(what + " p" + percent + " of " + sorted)
                    .isCloseTo((double) exact, within(exact <= 120 ? 0.0 : exact * 0.01));
        }
    }
}
