/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.identity;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.identity.Revisions.Arrival;
import dev.chatstream.processor.identity.Revisions.Outcome;
import dev.chatstream.processor.support.Hooks;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;

class RevisionsTest {

    private static Revision revision(String eventId, int receivedSecond) {
        return new Revision(FactsMapper.facts(Hooks.sample()
                .event(eventId)
                .receivedAt(NOON.plusSeconds(receivedSecond))
                .build()));
    }

    private static Revisions arriveAll(List<Revision> arrivals) {
        Revisions revisions = Revisions.NONE;
        for (Revision arrival : arrivals) {
            revisions = revisions.arrive(arrival).revisions();
        }
        return revisions;
    }

    @Example
    void countsTheFirst() {
        // When
        Arrival arrival = Revisions.NONE.arrive(revision("a", 1));

        // Then
        assertThat(arrival.outcome()).isEqualTo(Outcome.FIRST);
        assertThat(arrival.before()).isNull();
        assertThat(arrival.arrivingWins()).isTrue();
        assertThat(arrival.changesFacts()).isTrue();
    }

    @Example
    void dropsARedelivery() {
        // Given
        Revisions known = arriveAll(List.of(revision("a", 1)));

        // When
        Arrival arrival = known.arrive(revision("a", 9));

        // Then
        assertThat(arrival.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(arrival.revisions()).isEqualTo(known);
        assertThat(arrival.changesFacts()).isFalse();
    }

    @Example
    void replacesByANewerRevision() {
        // Given
        Revisions known = arriveAll(List.of(revision("a", 1)));

        // When
        Arrival arrival = known.arrive(revision("b", 2));

        // Then
        assertThat(arrival.outcome()).isEqualTo(Outcome.REVISION);
        assertThat(arrival.before()).isEqualTo(revision("a", 1).facts());
        assertThat(arrival.after()).isEqualTo(revision("b", 2).facts());
    }

    @Example
    void keepsTheNewerWhenAnOlderComesLate() {
        // Given
        Revisions known = arriveAll(List.of(revision("b", 2)));

        // When
        Arrival arrival = known.arrive(revision("a", 1));

        // Then
        assertThat(arrival.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(arrival.arrivingWins()).isFalse();
        assertThat(arrival.changesFacts()).isFalse();
    }

    @Example
    void ranksAWinnerLowerThatWasReallyReceivedEarlier() {
        // Given
        Revisions known = arriveAll(List.of(revision("a", 5), revision("b", 9)));

        // When
        Arrival arrival = known.arrive(revision("b", 1));

        // Then
        assertThat(arrival.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(arrival.after()).isEqualTo(revision("a", 5).facts());
        assertThat(arrival.changesFacts()).isTrue();
        assertThat(arrival.arrivingWins()).isFalse();
    }

    @Example
    void remembersABoundedNumber() {
        // Given
        Revisions known = Revisions.NONE;
        for (int i = 0; i < Revisions.MOST; i++) {
            known = known.arrive(revision("e" + i, i)).revisions();
        }

        // When
        Arrival arrival = known.arrive(revision("last", 100));

        // Then
        assertThat(arrival.forgot()).isTrue();
        assertThat(arrival.revisions().ranked()).hasSize(Revisions.MOST).doesNotContain(revision("e0", 0));
        assertThat(arrival.after().getEventId()).isEqualTo("last");
    }

    @Provide
    Arbitrary<List<Revision>> arrivals() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.integers().between(0, 5))
                .as(RevisionsTest::revision)
                .list()
                .ofMaxSize(12);
    }

    @Property
    void dependsOnTheSetAloneNotOnTheOrder(@ForAll("arrivals") List<Revision> arrivals, @ForAll long seed) {
        // Given
        List<Revision> shuffled = Arbitraries.shuffle(arrivals).generator(1000).stream(new java.util.Random(seed))
                .map(Shrinkable::value)
                .findFirst()
                .orElseThrow();

        // When
        Revisions straight = arriveAll(arrivals);

        // Then
        assertThat(arriveAll(shuffled).ranked()).isEqualTo(straight.ranked());
        shuffled.addAll(arrivals);
        assertThat(arriveAll(shuffled).ranked()).isEqualTo(straight.ranked());
    }
}
