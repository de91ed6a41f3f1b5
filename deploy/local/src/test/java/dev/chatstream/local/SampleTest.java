/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void every_instant_of_a_sample_moves_by_the_same_amount_and_nothing_else_changes() {
        // Given
        Instant publishedEnd = Instant.ofEpochMilli(1427470476687L);

        // When
        String moved = Sample.endingAt(Sample.CURRENT, publishedEnd.plusMillis(100_000));

        // Then
        assertThat(moved)
                .contains("\"beginAt\": 1427470539703", "\"endAt\": 1427470576687")
                .contains("\"sentAt\": 1427470546219")
                .contains("41491503012015")
                .contains("\"accountId\": 208");
        assertThat(moved.replaceAll("14274705\\d{5}", "T"))
                .isEqualTo(Sample.published(Sample.CURRENT).replaceAll("14274704\\d{5}", "T"));
    }

    @Test
    void a_sample_that_is_not_moved_is_as_published() {
        // When
        String moved = Sample.endingAt(Sample.MISSED, Instant.ofEpochMilli(1427471065000L));

        // Then
        assertThat(moved).isEqualTo(Sample.published(Sample.MISSED));
    }
}
