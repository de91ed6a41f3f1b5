/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.cluster.Place.Step;
import dev.chatstream.processor.query.Replica;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final Address HERE = new Address("here", 1);
    private static final Address THERE = new Address("there", 1);
    private static final Address ELSEWHERE = new Address("elsewhere", 1);

    @Test
    void asksTheOneThatProcessesBeforeAnyCopyAndTheOwnCopyBeforeOthers() {
        // When
        List<Step> steps = new Place(0, THERE, List.of(ELSEWHERE, HERE)).steps(HERE);

        // Then
        assertThat(steps)
                .containsExactly(
                        new Step(THERE, Replica.ACTIVE),
                        new Step(HERE, Replica.COPY),
                        new Step(ELSEWHERE, Replica.COPY),
                        new Step(THERE, Replica.COPY));
    }

    @Test
    void looksOnceHereForWhateverThereIs() {
        assertThat(new Place(0, HERE, List.of(THERE)).steps(HERE))
                .containsExactly(new Step(HERE, Replica.COPY), new Step(THERE, Replica.COPY));
    }

    @Test
    void asksCopiesWhileNobodyProcesses() {
        assertThat(new Place(0, null, List.of(THERE)).steps(HERE)).containsExactly(new Step(THERE, Replica.COPY));
    }
}
