/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.schemas.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogConfigTest {
    private static Settings settings(Map<String, String> environment) {
        return Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), environment, new Properties());
    }

    @Test
    void hasTheseDefaults() {
        assertThat(LogConfig.from(settings(Map.of()))).isEqualTo(new LogConfig("text", "INFO"));
    }

    @Test
    void readsEverySetting() {
        // Given
        Settings settings = settings(Map.of("CHATSTREAM_LOG_FORMAT", "json", "CHATSTREAM_LOG_LEVEL", "DEBUG"));

        // When, Then
        assertThat(LogConfig.from(settings)).isEqualTo(new LogConfig("json", "DEBUG"));
    }

    @ParameterizedTest
    @CsvSource({"CHATSTREAM_LOG_FORMAT,xml,log.format", "CHATSTREAM_LOG_LEVEL,LOUD,log.level"})
    void refusesWrongValuesByName(String variable, String value, String key) {
        assertThatThrownBy(() -> LogConfig.from(settings(Map.of(variable, value))))
                .hasMessageContaining(key)
                .hasMessageContaining("expected");
    }
}
