/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AggregateTest {
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final ValueCodec<Pane> PANES =
            ValueCodec.panes(REGISTRY.register("panes", MetricsPane.getClassSchema()), REGISTRY);

    private static final PaneChanges CHANGES =
            new PaneChanges(Set.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER));

    @Provide
    Arbitrary<ConversationFacts> facts() {
        return facts(Arbitraries.integers().between(0, 100));
    }

    /** Of conversations that ended so many hours before they were received. */
    static Arbitrary<ConversationFacts> facts(Arbitrary<Integer> hours) {
        return Combinators.combine(
                        Arbitraries.longs().between(-2, 7),
                        Arbitraries.longs().between(-5, 60),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 7),
                        hours)
                .as((rating, response, agent, flags, hour) -> FactsMapper.facts(Hooks.sample()
                        .endedAt(NOON.minus(Duration.ofHours(hour)))
                        .agent(agent, 50_000)
                        .visitor(agent == 1 ? "vip" : null, agent == 2 ? "sk" : null)
                        .channel(c -> c.setRating(rating)
                                .setFirstResponse(response)
                                .setIsMissed((flags & 1) != 0)
                                .setIsOffline((flags & 2) != 0)
                                .setIsChat((flags & 4) != 0))
                        .build()));
    }

    private static Aggregate sum(List<ConversationFacts> facts) {
        return facts.stream().map(AggregateTest::whole).reduce(Aggregate.ZERO, Aggregate::plus);
    }

    private static Aggregate whole(ConversationFacts facts) {
        AggregateDelta delta = new AggregateDelta();
        delta.add(new Contribution(facts).whole(), 1);
        return delta.total();
    }

    @Property
    void takesOutExactlyWhatWasPutIn(@ForAll("facts") ConversationFacts one, @ForAll("facts") ConversationFacts other) {
        Aggregate both = sum(List.of(one, other));
        assertThat(both.plus(whole(other).negated())).isEqualTo(whole(one));
        assertThat(both.plus(both.negated()).isZero()).isTrue();
    }

    @Property
    void mergesInAnyOrder(
            @ForAll("facts") ConversationFacts one,
            @ForAll("facts") ConversationFacts two,
            @ForAll("facts") ConversationFacts three) {
        assertThat(sum(List.of(one, two, three)))
                .isEqualTo(sum(List.of(three, one, two)))
                .isEqualTo(whole(one).plus(sum(List.of(three, two))));
    }

    @Property
    void comesBackFromItsPublishedForm(
            @ForAll("facts") ConversationFacts one, @ForAll("facts") ConversationFacts other) {
        Aggregate aggregate = sum(List.of(one, other));
        PaneKey key = new PaneKey(208, DimensionKey.ACCOUNT, Granularity.MINUTE.floor(NOON));
        Pane pane = Pane.of(key, Granularity.MINUTE, aggregate);
        assertThat(PANES.decode(PANES.encode(pane))).isEqualTo(pane);
    }

    @Property
    void replacesAsIfTheOldHadNeverBeen(
            @ForAll("facts") ConversationFacts before, @ForAll("facts") ConversationFacts after) {
        for (Granularity granularity : Granularity.values()) {
            Map<PaneKey, Aggregate> panes = CHANGES.between(null, before, granularity);
            CHANGES.between(before, after, granularity)
                    .forEach((key, delta) -> panes.merge(key, delta, Aggregate::plus));
            panes.values().removeIf(Aggregate::isZero);
            assertThat(panes).isEqualTo(CHANGES.between(null, after, granularity));
        }
    }

    @Example
    void creditsTheFirstResponseToTheFirstAgentAndTheRatingToTheLast() {
        // Given
        ConversationFacts facts = FactsMapper.facts(
                Hooks.sample().visitor(34_000).agent(7, 36_000).build());

        // When
        Map<PaneKey, Aggregate> panes = CHANGES.between(null, facts, Granularity.QUARTER);

        // Then
        Instant start = Granularity.QUARTER.floor(facts.getCountedAt());
        Aggregate first = panes.getOrDefault(new PaneKey(208, DimensionKey.agent("agent:3"), start), Aggregate.ZERO);
        Aggregate last = panes.getOrDefault(new PaneKey(208, DimensionKey.agent("agent:7"), start), Aggregate.ZERO);
        assertThat(first.count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(first.firstResponse().count()).isEqualTo(1);
        assertThat(first.ratings(5)).isZero();
        assertThat(first.responseTime().sum()).isEqualTo(14);
        assertThat(last.count(Count.CONVERSATIONS)).isEqualTo(1);
        assertThat(last.firstResponse().count()).isZero();
        assertThat(last.ratings(5)).isEqualTo(1);
        assertThat(last.responseTime().sum()).isEqualTo(2);
    }

    @Example
    void leavesOutDimensionsThatAreSwitchedOff() {
        // Given
        ConversationFacts facts =
                FactsMapper.facts(Hooks.sample().visitor("vip", "CZ").build());

        // Then
        assertThat(new PaneChanges(Set.of()).between(null, facts, Granularity.MINUTE))
                .hasSize(1);
        assertThat(CHANGES.between(null, facts, Granularity.MINUTE))
                .hasSize(5)
                .allSatisfy((key, value) -> assertThat(key.recordKey()).startsWith("208|"));
    }

    @Example
    void floorsAndCeilsToPanes() {
        Instant odd = Instant.parse("2026-11-20T12:07:31.5Z");
        assertThat(Granularity.MINUTE.floor(odd)).isEqualTo("2026-11-20T12:07:00Z");
        assertThat(Granularity.QUARTER.floor(odd)).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(Granularity.QUARTER.ceil(odd)).isEqualTo("2026-11-20T12:15:00Z");
        assertThat(Granularity.QUARTER.ceil(NOON)).isEqualTo(NOON);
        assertThat(Granularity.QUARTER.floor(Instant.ofEpochSecond(-1))).isEqualTo(Instant.ofEpochSecond(-900));
    }
}
