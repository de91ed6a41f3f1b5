/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NewKeysTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private record Key(Instant moment, int hash) {}

    @Provide
    Arbitrary<List<Key>> keys() {
        return Combinators.combine(
                        Arbitraries.integers().between(-200, 200),
                        Arbitraries.integers().between(0, 5))
                .as((minute, hash) -> new Key(NOON.plus(Duration.ofMinutes(minute)), hash))
                .list()
                .ofMaxSize(60);
    }

    @Property
    void neverTakesForNewWhatWasPut(@ForAll("keys") List<Key> keys) {
        NewKeys newKeys = new NewKeys(NOON);
        Set<Key> put = new HashSet<>();
        for (Key key : keys) {
            boolean isNew = newKeys.isNew(key.moment(), key.hash());

            // whatever was there at noon or before, nothing is known of
            assertThat(isNew && (put.contains(key) || !key.moment().isAfter(NOON)))
                    .isFalse();
            newKeys.put(key.moment(), key.hash());
            put.add(key);
        }
    }

    @Test
    void knowsNewKeysOfTheLatestHour() {
        // Given
        NewKeys newKeys = new NewKeys(NOON);
        Instant later = NOON.plus(Duration.ofHours(3));
        newKeys.put(later, 1);

        // Then
        assertThat(newKeys.isNew(later, 2)).isTrue();
        assertThat(newKeys.isNew(later, 1)).isFalse();
        assertThat(newKeys.isNew(later.plusSeconds(3600), 1)).isTrue();
        assertThat(newKeys.isNew(later.minus(Duration.ofMinutes(45)), 1)).isTrue();
        assertThat(newKeys.isNew(later.minus(Duration.ofMinutes(61)), 1)).isFalse();
    }

    @Test
    void takesEveryKeyForNewWhereNothingWasProcessed() {
        NewKeys newKeys = new NewKeys(Instant.ofEpochMilli(Long.MIN_VALUE));

        assertThat(newKeys.isNew(Instant.EPOCH, 1)).isTrue();
        assertThat(newKeys.isNew(NOON, 1)).isTrue();
    }

    @Test
    void tellsThousandsOfKeysApart() {
        // Given
        NewKeys newKeys = new NewKeys(NOON);
        Instant later = NOON.plus(Duration.ofHours(1));
        for (int key = 0; key < 10_000; key++) {
            newKeys.put(later, ("208:" + key + ":1700000000000").hashCode());
        }

        // When
        long known = IntStream.range(10_000, 20_000)
                .filter(key -> newKeys.isNew(later, ("208:" + key + ":1700000000000").hashCode()))
                .count();

        // Then
        assertThat(known).isGreaterThan(9_000);
    }
}
