/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.processor.query.RollingWindow;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RollingRowTest {

    @Test
    void comesBackAsItWasStored() {
        // Given every window and pace, so that none is left out of the stored form
        RollingRow row = new RollingRow(
                Arrays.stream(Pace.values())
                        .collect(Collectors.toMap(pace -> pace, pace -> NOON.plusSeconds(pace.ordinal()))),
                Arrays.stream(RollingWindow.values())
                        .collect(Collectors.toMap(window -> window, window -> -1L - window.ordinal())));

        // Then
        assertThat(RollingRow.decode(row.encode())).isEqualTo(row);
        assertThat(RollingRow.decode(RollingRow.EMPTY.encode())).isEqualTo(RollingRow.EMPTY);
    }

    @Test
    void keepsThePlaceOfEachField() {
        // When
        byte[] stored = new RollingRow(Map.of(), Map.of(RollingWindow.MONTH, 0x0102L)).encode();

        // Then rows of running deployments are read by this
        assertThat(stored).hasSize(80).endsWith(0, 0, 1, 2);
    }

    @Test
    void saysWhatIsWrongWithAForeignRow() {
        assertThatThrownBy(() -> RollingRow.decode(new byte[79]))
                .hasMessageContaining("79 bytes")
                .hasMessageContaining("expected: 80");
    }

    @Test
    void hasAPlaceForEveryWindow() {
        assertThat(Arrays.stream(Pace.values()).flatMap(pace -> pace.windows().stream()))
                .containsExactlyInAnyOrder(RollingWindow.values());
    }
}
