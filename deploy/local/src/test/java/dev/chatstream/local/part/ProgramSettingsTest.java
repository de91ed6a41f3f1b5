/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgramSettingsTest {
    @Test
    void each_program_gets_its_own_settings_in_the_order_in_which_they_were_given() {
        // Given
        ProgramSettings settings = ProgramSettings.NONE
                .with(PartName.GATEWAY, "spool.dir", "/data/spool 1")
                .with(PartName.PROCESSOR, "drain.timeout", "1s")
                .with(PartName.GATEWAY, "spool.dir", "/data/spool 2");

        // When, Then
        assertThat(settings.text(PartName.GATEWAY))
                .isEqualTo("spool.dir = \"/data/spool 1\"\nspool.dir = \"/data/spool 2\"\n");
        assertThat(settings.text(PartName.PROCESSOR)).isEqualTo("drain.timeout = \"1s\"\n");
        assertThat(ProgramSettings.NONE.text(PartName.GATEWAY)).isEmpty();
    }

    @Test
    void a_value_may_hold_any_character() {
        // Given
        ProgramSettings settings = ProgramSettings.NONE.with(PartName.GATEWAY, "topic.prefix", "a\"b\\c\n${d}");

        // When, Then
        assertThat(settings.text(PartName.GATEWAY)).isEqualTo("topic.prefix = \"a\\\"b\\\\c\\n${d}\"\n");
    }

    @Test
    void what_is_no_program_of_ours_takes_no_settings() {
        assertThatThrownBy(() -> ProgramSettings.NONE.with(PartName.BROKER, "log.dirs", "/tmp"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("part of a setting: broker (expected: one of [PROCESSOR, GATEWAY])");
    }

    @Test
    void a_key_that_would_break_the_file_is_refused() {
        assertThatThrownBy(() -> ProgramSettings.NONE.with(PartName.GATEWAY, "a = 1\nb", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: words of lower-case letters");
    }
}
