/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.identity.HookTally;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookCountsCodecTest {

    private static HookCounts counted() {
        HookTally tally = new HookTally(HookCounts.NONE);
        for (What what : What.values()) {
            for (int i = 0; i <= what.ordinal(); i++) {
                tally.add(what);
            }
        }
        tally.addAnomalies(List.of("duration.negative", "end.inFuture"));
        tally.addAnomalies(List.of("end.inFuture"));
        return tally.take();
    }

    @Test
    void comesBackAsItWasStored() {
        // When
        HookCounts read = HookCountsCodec.decode(HookCountsCodec.encode(counted()));

        // Then
        assertThat(read).isEqualTo(counted());
        assertThat(read.count(What.REVISION)).isEqualTo(2);
        assertThat(read.anomalies())
                .containsEntry("end.inFuture", 2L)
                .containsEntry("duration.negative", 1L)
                .hasSize(2);
    }

    @Test
    void countsOnFromWhatWasStored() {
        // Given
        HookTally tally = new HookTally(HookCountsCodec.decode(HookCountsCodec.encode(counted())));
        assertThat(tally.changed()).isFalse();

        // When
        tally.add(What.REVISION);
        tally.addAnomalies(List.of("end.inFuture"));

        // Then
        assertThat(tally.changed()).isTrue();
        HookCounts now = tally.take();
        assertThat(now.count(What.REVISION)).isEqualTo(3);
        assertThat(now.anomalies()).containsEntry("end.inFuture", 3L);
        assertThat(tally.changed()).isFalse();
    }

    @Test
    void readsARowOfAVersionThatCountedLess() {
        // Given
        byte[] older = {1, 1, 0, 0, 0, 0, 0, 0, 0, 7};

        // Then
        assertThat(HookCountsCodec.decode(older).count(What.FIRST)).isEqualTo(7);
        assertThat(HookCountsCodec.decode(older).count(What.EXPIRED_QUARTER)).isZero();
    }

    @Test
    void refusesARowOfANewerFormat() {
        // Given
        byte[] newer = HookCountsCodec.encode(counted());
        newer[0]++;

        // Then
        assertThatThrownBy(() -> HookCountsCodec.decode(newer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 2 (expected: 1)");
    }

    @Test
    void addsUpPartitions() {
        // When
        HookCounts both = counted().plus(counted());

        // Then
        assertThat(both.counts())
                .isEqualTo(Arrays.stream(counted().counts()).map(n -> 2 * n).toArray());
        assertThat(both.anomalies()).containsEntry("end.inFuture", 4L);
        assertThat(counted().plus(HookCounts.NONE)).isEqualTo(counted());
    }
}
