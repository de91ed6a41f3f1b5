/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Dimension;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Keys of panes and those that they are made of are equal when all of their parts are. */
class PaneKeyTest {
    @Provide
    Arbitrary<PaneKey> keys() {
        Arbitrary<DimensionKey> about = Combinators.combine(
                        Arbitraries.of(Dimension.ACCOUNT, Dimension.AGENT), Arbitraries.of("", "agent:1", "agent:2"))
                .as(DimensionKey::new);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 2),
                        about,
                        Arbitraries.longs().between(1, 2).map(Instant::ofEpochSecond))
                .as(PaneKey::new);
    }

    private static List<Object> parts(PaneKey key) {
        return List.of(
                key.accountId(),
                key.about().dimension(),
                key.about().value(),
                key.start().toEpochMilli());
    }

    @Property(tries = 2_000)
    void areEqualWhenAllOfTheirPartsAre(@ForAll("keys") PaneKey one, @ForAll("keys") PaneKey other) {
        boolean samePane = parts(one).equals(parts(other));
        boolean sameSubject = parts(one).subList(0, 3).equals(parts(other).subList(0, 3));
        assertThat(one.equals(other)).isEqualTo(samePane);
        assertThat(one.subject().equals(other.subject())).isEqualTo(sameSubject);
        if (samePane) {
            assertThat(one).hasSameHashCodeAs(other);
        }
        if (sameSubject) {
            assertThat(one.subject()).hasSameHashCodeAs(other.subject());
        }
    }

    @Example
    void haveHashesOfTheirOwnWhereNumbersRunInARow() {
        Instant start = Instant.parse("2026-11-20T12:00:00Z");
        Set<Integer> panes = new HashSet<>();
        Set<Integer> subjects = new HashSet<>();
        for (int account = 1; account <= 100; account++) {
            for (int agent = 1; agent <= 100; agent++) {
                PaneKey key = new PaneKey(account, DimensionKey.agent(Integer.toString(agent)), start);
                panes.add(key.hashCode());
                subjects.add(key.subject().hashCode());
            }
        }
        assertThat(panes).hasSizeGreaterThan(9_900);
        assertThat(subjects).hasSizeGreaterThan(9_900);
    }
}
