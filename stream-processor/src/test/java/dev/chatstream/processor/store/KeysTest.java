/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.PaneKey;
import java.time.Instant;
import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeysTest {
    @Provide
    Arbitrary<PaneKey> panes() {
        Arbitrary<DimensionKey> about = Combinators.combine(
                        Arbitraries.of(Dimension.class).filter(dimension -> dimension != Dimension.UNKNOWN),
                        Arbitraries.of("", "agent:1", "agent:10", "agent:2", "Ž"))
                .as(DimensionKey::new);
        return Combinators.combine(
                        Arbitraries.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE),
                        about,
                        Arbitraries.longs().between(1, 2).map(Instant::ofEpochSecond))
                .as(PaneKey::new);
    }

    /** A window store has the start behind the key. */
    @Property(tries = 2_000)
    void panesAreInTheOrderOfTheirKeys(@ForAll("panes") PaneKey one, @ForAll("panes") PaneKey other) {
        Comparator<PaneKey> asStored = Comparator.comparing((PaneKey pane) -> Keys.pane(pane.accountId(), pane.about()))
                .thenComparing(PaneKey::start);
        assertThat(Integer.signum(PaneKey.ORDER.compare(one, other)))
                .isEqualTo(Integer.signum(asStored.compare(one, other)));
    }
}
