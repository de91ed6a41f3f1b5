/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Histogram;
import dev.chatstream.processor.query.BreakdownQuery.Limits;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** However figures are cut into pieces, the pieces make up the whole. */
class FiguresPropertiesTest {
    private static final int DAYS = 34;
    private static final Instant NOW = NOON.plusSeconds(30);

    private @Nullable PipelineFixture pipeline;
    private long lastAccount = 1_000;
    private long seen;

    @BeforeProperty
    void start() throws IOException {
        pipeline = new PipelineFixture(Files.createTempDirectory("chatstream-figures"));
    }

    @AfterProperty
    void stop() {
        // a property that only meets empty ranges shows nothing
        assertThat(seen).isPositive();
        Objects.requireNonNull(pipeline, "started").close();
    }

    @Provide
    Arbitrary<List<Hooks>> hooks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, DAYS * 24 * 3_600),
                        Arbitraries.of("vip", "vip plus", "\u0000", "").injectNull(0.2),
                        Arbitraries.longs().between(-1, 400),
                        Arbitraries.longs().between(0, 6),
                        Arbitraries.of(true, false))
                .as(FiguresPropertiesTest::hook)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static Hooks hook(int secondsAgo, @Nullable String group, long first, long rating, boolean missed) {
        Instant end = NOON.minusSeconds(secondsAgo);
        return Hooks.sample()
                .between(end.minusSeconds(350), end)
                .visitor(group, missed ? "CZ" : "SK")
                .agent((int) rating, 20_000)
                .channel(c -> c.setFirstResponse(first).setRating(rating).setIsMissed(missed));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("UTC", "Europe/Prague", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<TimeRange> ranges() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, DAYS * 24 * 3_600),
                        Arbitraries.integers().between(0, 1_000_000))
                .as((ago, share) -> {
                    Instant from = NOON.minusSeconds(ago);
                    return new TimeRange(from, from.plusSeconds(1 + (long) (ago - 1) * share / 1_000_000));
                });
    }

    private Reading reading(List<Hooks> hooks, TimeRange range, ZoneId zone) {
        PipelineFixture piped = Objects.requireNonNull(pipeline, "started");
        long account = ++lastAccount;
        for (int i = 0; i < hooks.size(); i++) {
            Conversation conversation =
                    hooks.get(i).account(account).channelId(i).event("e" + i).build();
            piped.pipe(conversation);
        }
        AccountState state = new AccountState(account, new PartitionPanes(piped.state()), NOW, false);
        return Reading.of(state, new Period.Fixed(range).window(NOW, zone));
    }

    private static Aggregate whole(Reading reading) {
        return reading.summary(DimensionKey.ACCOUNT).figures();
    }

    @Property(tries = 150)
    void summaryCountsWhatEndedWithinItsBounds(
            @ForAll("hooks") List<Hooks> hooks, @ForAll("ranges") TimeRange range, @ForAll("zones") ZoneId zone) {
        Reading reading = reading(hooks, range, zone);
        TimeRange used = reading.window().range();
        long expected = hooks.stream()
                .map(hook -> hook.build().getEndAt())
                .filter(end -> !end.isBefore(used.from()) && end.isBefore(used.to()))
                .count();
        seen += expected;
        assertThat(whole(reading).count(Count.CONVERSATIONS)).isEqualTo(expected);
    }

    @Property(tries = 150)
    void timeSeriesAddUpToTheSummary(
            @ForAll("hooks") List<Hooks> hooks,
            @ForAll("ranges") TimeRange range,
            @ForAll("zones") ZoneId zone,
            @ForAll Step step) {
        Assume.that(!step.needsMinutes() || PaneCover.minutesReachBackTo(range.from(), NOW));
        Reading reading = reading(hooks, range, zone);
        List<SeriesQuery.Bucket> buckets = SeriesQuery.series(reading, DimensionKey.ACCOUNT, step);
        Aggregate sum = buckets.stream().map(SeriesQuery.Bucket::figures).reduce(Aggregate.ZERO, Aggregate::plus);
        seen += sum.count(Count.CONVERSATIONS);
        assertThat(sum).isEqualTo(whole(reading));
        Instant at = reading.window().range().from();
        for (SeriesQuery.Bucket bucket : buckets) {
            assertThat(bucket.range().from()).isEqualTo(at);
            at = bucket.range().to();
        }
        assertThat(at).isEqualTo(reading.window().range().to());
    }

    @Property(tries = 150)
    void heatmapsAddUpToTheSummary(
            @ForAll("hooks") List<Hooks> hooks, @ForAll("ranges") TimeRange range, @ForAll("zones") ZoneId zone) {
        Reading reading = reading(hooks, range, zone);
        List<HeatmapQuery.Cell> cells = HeatmapQuery.cells(reading, DimensionKey.ACCOUNT);
        Aggregate sum = cells.stream().map(HeatmapQuery.Cell::figures).reduce(Aggregate.ZERO, Aggregate::plus);
        Duration covered = cells.stream().map(HeatmapQuery.Cell::covered).reduce(Duration.ZERO, Duration::plus);
        seen += sum.count(Count.CONVERSATIONS);
        assertThat(sum).isEqualTo(whole(reading));
        TimeRange used = reading.window().range();
        assertThat(covered).isEqualTo(Duration.between(used.from(), used.to()));
        assertThat(cells.stream()
                        .filter(cell -> cell.covered().isZero())
                        .allMatch(cell -> cell.figures().isZero()))
                .isTrue();
    }

    @Property(tries = 150)
    void breakdownsSayOfEachValueWhatItsSummarySays(
            @ForAll("hooks") List<Hooks> hooks, @ForAll("ranges") TimeRange range) {
        Reading reading = reading(hooks, range, ZoneId.of("UTC"));
        for (Dimension by : List.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER)) {
            BreakdownQuery.breakdown(reading, by, Limits.USUAL)
                    .values()
                    .forEach((value, figures) -> assertThat(figures)
                            .as(value)
                            .isEqualTo(
                                    reading.summary(new DimensionKey(by, value)).figures()));
        }
        Aggregate countries =
                BreakdownQuery.breakdown(reading, Dimension.COUNTRY, Limits.USUAL).values().values().stream()
                        .reduce(Aggregate.ZERO, Aggregate::plus);
        seen += countries.count(Count.CONVERSATIONS);
        assertThat(countries).isEqualTo(whole(reading));
    }

    @Property(tries = 150)
    void distributionsHaveEveryValueOnce(
            @ForAll("hooks") List<Hooks> hooks,
            @ForAll("ranges") TimeRange range,
            @ForAll @IntRange(max = 120) int limit) {
        Histogram histogram = whole(reading(hooks, range, ZoneId.of("UTC"))).firstResponse();
        List<DistributionQuery.Bucket> people = DistributionQuery.upTo(histogram, limit, 300);
        List<DistributionQuery.Bucket> all = DistributionQuery.all(histogram);
        seen += histogram.count();
        assertThat(all.stream().mapToLong(DistributionQuery.Bucket::count).sum())
                .isEqualTo(histogram.count());
        for (DistributionQuery.Bucket bucket : people) {
            assertThat(bucket.count())
                    .isEqualTo(all.stream()
                            .filter(fine -> fine.from() >= bucket.from() && fine.to() <= bucket.to())
                            .mapToLong(DistributionQuery.Bucket::count)
                            .sum());
        }
    }
}
