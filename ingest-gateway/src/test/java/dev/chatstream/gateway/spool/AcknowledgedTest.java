/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {

    @Property
    void holdsWhatWasAddedInAsFewRunsAsPossible(@ForAll List<@LongRange(min = 1, max = 60) Long> sequences) {
        // When
        Acknowledged acknowledged = new Acknowledged();
        Set<Long> expected = new TreeSet<>();
        sequences.forEach(sequence -> assertThat(acknowledged.add(sequence)).isEqualTo(expected.add(sequence)));

        // Then
        Set<Long> held = new HashSet<>();
        acknowledged.runs().forEach((first, last) -> {
            for (long sequence = first; sequence <= last; sequence++) {
                held.add(sequence);
            }
            assertThat(acknowledged.contains(first - 1)).isFalse();
            assertThat(acknowledged.contains(last + 1)).isFalse();
        });
        assertThat(held).isEqualTo(expected);
        assertThat(acknowledged.size()).isEqualTo(expected.size());
    }

    @Test
    void isEmptyWhenCleared() {
        // Given
        Acknowledged acknowledged = new Acknowledged();
        acknowledged.add(3);

        // When
        acknowledged.clear();

        // Then
        assertThat(acknowledged.size()).isZero();
        assertThat(acknowledged.contains(3)).isFalse();
    }
}
