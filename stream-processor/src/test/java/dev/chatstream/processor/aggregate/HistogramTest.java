/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class HistogramTest {

    @Provide
    Arbitrary<List<Long>> seconds() {
        return Arbitraries.longs()
                .between(0, SecondsBuckets.MAX_SECONDS)
                .withDistribution(net.jqwik.api.RandomDistribution.biased())
                .list()
                .ofMaxSize(60);
    }

    private static Histogram histogram(List<Long> seconds) {
        return seconds.stream().map(Histogram::of).reduce(Histogram.EMPTY, Histogram::plus);
    }

    @Property
    void keepsEveryValueWithinOnePercent(@ForAll @LongRange(min = 0, max = SecondsBuckets.MAX_SECONDS) long seconds) {
        long shown = SecondsBuckets.valueOf(SecondsBuckets.indexOf(seconds));
        assertThat((double) shown).isCloseTo((double) seconds, within(seconds * 0.01));
        if (seconds <= 120) {
            assertThat(shown).isEqualTo(seconds);
        }
    }

    @Property
    void ordersBucketsAsTheirValues(
            @ForAll @LongRange(min = 0, max = SecondsBuckets.MAX_SECONDS) long one,
            @ForAll @LongRange(min = 0, max = SecondsBuckets.MAX_SECONDS) long other) {
        int difference = Integer.compare(SecondsBuckets.indexOf(one), SecondsBuckets.indexOf(other));
        assertThat(difference).isIn(0, Long.compare(one, other));
    }

    @Example
    void startsBucketsWhereTheSchemaSays() {
        long start = 121;
        for (int index = 121; index < SecondsBuckets.size(); index++) {
            assertThat(SecondsBuckets.indexOf(start)).isEqualTo(index);
            assertThat(SecondsBuckets.indexOf(start - 1)).isEqualTo(index - 1);
            assertThat(SecondsBuckets.valueOf(index)).isEqualTo(start + start / 100);
            start += 2 * (start / 100) + 1;
        }
        assertThat(SecondsBuckets.indexOf(Long.MAX_VALUE)).isEqualTo(SecondsBuckets.size() - 1);
    }

    @Property
    void mergesInAnyOrder(@ForAll("seconds") List<Long> values, @ForAll @IntRange(max = 60) int cut) {
        List<Long> shuffled = new ArrayList<>(values);
        Collections.reverse(shuffled);
        int at = Math.min(cut, values.size());
        Histogram merged = histogram(values.subList(at, values.size())).plus(histogram(values.subList(0, at)));
        assertThat(merged).isEqualTo(histogram(values)).isEqualTo(histogram(shuffled));
    }

    @Property
    void takesOutExactlyWhatWasPutIn(@ForAll("seconds") List<Long> kept, @ForAll("seconds") List<Long> undone) {
        Histogram all = histogram(kept).plus(histogram(undone));
        assertThat(all.plus(histogram(undone).negated())).isEqualTo(histogram(kept));
    }

    @Property
    void findsThePercentileOfNearestRank(
            @ForAll("seconds") @NotEmpty List<Long> values, @ForAll @IntRange(min = 1, max = 100) int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(values.size() * percent / 100.0);
        long exact = sorted.get(rank - 1);
        long found = histogram(values).percentile(percent).orElseThrow();
        assertThat(found).isEqualTo(SecondsBuckets.valueOf(SecondsBuckets.indexOf(exact)));
    }

    /** From seconds to days, as response times and durations are, and anything else. */
    @Provide
    Arbitrary<List<Long>> samples() {
        Arbitrary<Long> usual = Arbitraries.doubles().between(0, 13).map(x -> (long) Math.exp(x));
        return Arbitraries.oneOf(
                        usual,
                        Arbitraries.longs().between(0, 240),
                        Arbitraries.longs().between(0, Integer.MAX_VALUE))
                .list()
                .ofMinSize(1)
                .ofMaxSize(400);
    }

    @Property(tries = 500)
    void missesTheExactPercentileByAtMostOnePercent(@ForAll("samples") List<Long> values) {
        Histogram histogram = histogram(values);
        List<Long> sorted = values.stream().sorted().toList();
        for (int percent = 1; percent <= 100; percent++) {
            long exact = sorted.get((values.size() * percent + 99) / 100 - 1);
            double allowed = exact <= 120 ? 0 : exact * 0.01;
            assertThat((double) histogram.percentile(percent).orElseThrow())
                    .as("p" + percent)
                    .isCloseTo((double) exact, within(allowed));
        }
        assertThat(histogram.sum())
                .isEqualTo(values.stream().mapToLong(Long::longValue).sum());
    }

    @Property
    void countsUpToAnEdgeExactly(@ForAll("seconds") List<Long> values, @ForAll @IntRange(max = 120) int limit) {
        long expected = values.stream().filter(value -> value <= limit).count();
        assertThat(histogram(values).countUpTo(limit)).isEqualTo(expected);
        assertThat(SecondsBuckets.isEdge(limit)).isTrue();
    }

    @Property
    void comesBackFromItsPublishedForm(@ForAll("seconds") List<Long> values) {
        Histogram histogram = histogram(values);
        assertThat(Histogram.of(histogram.indexes(), histogram.counts(), histogram.sum()))
                .isEqualTo(histogram);
    }

    @Example
    void saysNothingAboutNothing() {
        assertThat(Histogram.EMPTY.mean()).isEmpty();
        assertThat(Histogram.EMPTY.percentile(50)).isEmpty();
        assertThat(Histogram.EMPTY.min()).isEmpty();
        assertThat(Histogram.EMPTY.max()).isEmpty();
        assertThat(SecondsBuckets.isEdge(122)).isFalse();
        assertThat(SecondsBuckets.isEdge(123)).isTrue();
    }
}
