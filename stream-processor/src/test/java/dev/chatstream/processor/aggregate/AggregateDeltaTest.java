/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.support.Hooks;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Panes begin with what a hook adds, which they share; what is added afterwards may change nobody else's. */
class AggregateDeltaTest {
    private static final PaneChanges CHANGES =
            new PaneChanges(Set.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER));

    /** Hooks of the same panes; after 80 hours they are late for minutes only. */
    @Provide
    Arbitrary<ConversationFacts> facts() {
        return AggregateTest.facts(Arbitraries.of(0, 80));
    }

    @Provide
    Arbitrary<List<ConversationFacts>> together() {
        return facts().list().ofMinSize(2).ofMaxSize(6);
    }

    private static Aggregate whole(ConversationFacts facts) {
        return sum(new Contribution(facts).whole());
    }

    private static List<Addend> agents(ConversationFacts facts) {
        return new Contribution(facts)
                .agents().stream().map(Contribution.Share::addend).toList();
    }

    private static Aggregate sum(Addend addend) {
        AggregateDelta delta = new AggregateDelta();
        delta.add(addend, 1);
        return delta.total();
    }

    @Property
    void addsUpInPlaceWhatItAddsUpTo(
            @ForAll("facts") ConversationFacts one,
            @ForAll("facts") ConversationFacts two,
            @ForAll("facts") ConversationFacts three) {
        // Given
        AggregateDelta delta = new AggregateDelta();

        // When
        delta.add(new Contribution(one).whole(), 1);
        delta.add(new Contribution(two).whole(), -1);
        delta.add(new Contribution(three).whole(), 1);
        delta.add(new Contribution(two).whole(), 1);

        // Then
        assertThat(delta.total()).isEqualTo(whole(one).plus(whole(three)));
    }

    @Property
    void leavesNothingInPlaceOfWhatIsTakenOut(
            @ForAll("facts") ConversationFacts one, @ForAll("facts") ConversationFacts other) {
        // Given
        AggregateDelta delta = new AggregateDelta();

        // When
        delta.add(agents(one).get(0), -1);
        delta.add(agents(other).get(0), 1);
        delta.add(agents(one).get(0), 1);
        delta.add(agents(other).get(0), -1);

        // Then
        assertThat(delta.total()).isEqualTo(Aggregate.ZERO);
    }

    @Property
    void leavesAloneWhatOtherSumsBeganWith(
            @ForAll("facts") ConversationFacts one,
            @ForAll("facts") ConversationFacts other,
            @ForAll boolean takenOut) {
        // Given
        Contribution shared = new Contribution(one);
        AggregateDelta left = new AggregateDelta();
        AggregateDelta right = new AggregateDelta();
        left.add(shared.whole(), 1);
        right.add(shared.whole(), 1);

        // When
        int sign = takenOut ? -1 : 1;
        left.add(new Contribution(other).whole(), sign);
        left.add(shared.whole(), sign);

        // Then
        Aggregate both = whole(other).plus(whole(one));
        assertThat(left.total()).isEqualTo(whole(one).plus(takenOut ? both.negated() : both));
        assertThat(right.total()).isEqualTo(whole(one));
        assertThat(sum(shared.whole())).isEqualTo(whole(one));
    }

    @Property
    void collectsOfManyHooksWhatEachChanges(@ForAll("together") List<ConversationFacts> hooks) {
        // Given
        Map<Granularity, Map<PaneKey, AggregateDelta>> collected = new EnumMap<>(Granularity.class);
        Map<Granularity, Map<PaneKey, Aggregate>> expected = new EnumMap<>(Granularity.class);
        for (Granularity granularity : Granularity.values()) {
            collected.put(granularity, new HashMap<>());
            expected.put(granularity, new HashMap<>());
        }

        // When every second one replaces the one before it
        for (int i = 0; i < hooks.size(); i++) {
            ConversationFacts before = i % 2 == 0 ? null : hooks.get(i - 1);
            ConversationFacts after = hooks.get(i);
            Contribution out = before == null ? null : new Contribution(before);
            Contribution in = new Contribution(after);
            collected.forEach((granularity, deltas) -> CHANGES.collect(
                    out, in, granularity, pane -> deltas.computeIfAbsent(pane, key -> new AggregateDelta())));
            expected.forEach((granularity, panes) -> CHANGES.between(before, after, granularity)
                    .forEach((pane, delta) -> panes.merge(pane, delta, Aggregate::plus)));
        }

        // Then
        collected.forEach((granularity, deltas) -> {
            Map<PaneKey, Aggregate> totals = new HashMap<>();
            deltas.forEach((pane, delta) -> totals.put(pane, delta.total()));
            totals.values().removeIf(Aggregate::isZero);
            Map<PaneKey, Aggregate> sums = new HashMap<>(expected.getOrDefault(granularity, Map.of()));
            sums.values().removeIf(Aggregate::isZero);
            assertThat(totals).isEqualTo(sums);
        });
    }

    @Property
    void countsEachGapForAllAndForWhoClosedIt(
            @ForAll @Size(max = 40) List<@LongRange(max = 5_000) Long> gaps,
            @ForAll @Size(max = 40) List<@IntRange(min = -1, max = 1) Integer> some,
            @ForAll boolean allOfOne,
            @ForAll boolean firstIsLast) {
        // Given
        ConversationFacts two = FactsMapper.facts(
                Hooks.sample().visitor(34_000).agent(7, 36_000).build());
        List<Integer> closers = allOfOne ? Collections.nCopies(gaps.size(), 0) : some;
        ConversationFacts facts = ConversationFacts.newBuilder(two)
                .setLastAgent(firstIsLast ? two.getFirstAgent() : two.getLastAgent())
                .setResponseTimesSeconds(gaps)
                .setResponseTimesAgents(closers)
                .build();

        // Then
        assertThat(whole(facts).responseTime()).isEqualTo(histogram(gaps, i -> true));
        List<Addend> agents = agents(facts);
        assertThat(agents).hasSize(2);
        for (int agent = 0; agent < 2; agent++) {
            int position = agent;
            assertThat(sum(agents.get(agent)).responseTime())
                    .isEqualTo(histogram(gaps, i -> i < closers.size() && closers.get(i) == position));
        }
    }

    /** Buckets that are many places apart, in both. */
    @Property
    void findsEachBucketHoweverFarApart(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 100_000) Long> many,
            @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 100_000) Long> others) {
        // Given
        ConversationFacts facts = FactsMapper.facts(Hooks.sample().build());
        Addend one = withGaps(facts, many).whole();
        Addend other = withGaps(facts, others).whole();
        AggregateDelta delta = new AggregateDelta();

        // When
        delta.add(one, 1);
        delta.add(other, 1);
        Histogram both = delta.total().responseTime();
        delta.add(one, -1);

        // Then
        assertThat(both).isEqualTo(histogram(many, i -> true).plus(histogram(others, i -> true)));
        assertThat(delta.total()).isEqualTo(sum(other));
    }

    private static Contribution withGaps(ConversationFacts facts, List<Long> gaps) {
        return new Contribution(ConversationFacts.newBuilder(facts)
                .setResponseTimesSeconds(gaps)
                .setResponseTimesAgents(Collections.nCopies(gaps.size(), 0))
                .build());
    }

    private static Histogram histogram(List<Long> gaps, IntPredicate which) {
        return IntStream.range(0, gaps.size())
                .filter(which)
                .mapToObj(i -> Histogram.of(gaps.get(i)))
                .reduce(Histogram.EMPTY, Histogram::plus);
    }

    @Example
    void creditsWhoBeganAndEndedOnlyWithTheGapsItClosed() {
        // Given
        ConversationFacts facts = FactsMapper.facts(Hooks.blank()
                .channel(c -> c.setIsChat(true).setFirstResponse(5L).setRating(4L))
                .visitor(0)
                .agent(1, 5_000)
                .visitor(6_000)
                .agent(2, 8_000)
                .visitor(9_000)
                .agent(1, 13_000)
                .build());

        // When
        List<Addend> agents = agents(facts);

        // Then
        Aggregate outer = sum(agents.get(0));
        assertThat(outer.responseTime().sum()).isEqualTo(9);
        assertThat(outer.firstResponse().count()).isEqualTo(1);
        assertThat(outer.ratings(4)).isEqualTo(1);
        Aggregate inner = sum(agents.get(1));
        assertThat(inner.responseTime().sum()).isEqualTo(2);
        assertThat(inner.firstResponse().count()).isZero();
        assertThat(inner.ratings(4)).isZero();
    }
}
