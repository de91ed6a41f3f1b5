/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.facts.Anomaly;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnomalyMeaningTest {
    @Test
    void tellsWhatEveryAnomalyMeans() {
        assertThat(Arrays.stream(AnomalyMeaning.values()).map(AnomalyMeaning::code))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Anomaly.values()).map(Anomaly::code).toList());
    }
}
