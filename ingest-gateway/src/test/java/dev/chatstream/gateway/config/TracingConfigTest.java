/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.schemas.settings.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingConfigTest {
    private static Settings settings(Map<String, String> properties) {
        Properties system = new Properties();
        properties.forEach((key, value) -> system.setProperty("chatstream." + key, value));
        return GatewayConfig.settings(Optional.empty(), Map.of(), system);
    }

    @Test
    void readsEverySetting() {
        // Given
        Settings settings = settings(Map.of(
                "tracing.otlp.endpoint", "http://o/v1/traces",
                "tracing.sampling.ratio", "0.5",
                "tracing.service.name", "g"));

        // When, Then
        assertThat(TracingConfig.from(settings))
                .isEqualTo(new TracingConfig(Optional.of(URI.create("http://o/v1/traces")), 0.5, "g"));
    }

    @ParameterizedTest
    @CsvSource({
        "tracing.otlp.endpoint,localhost:4317",
        "tracing.otlp.endpoint,http://a b",
        "tracing.otlp.endpoint,http://user:s3cret@host/",
        "tracing.sampling.ratio,2",
        "tracing.sampling.ratio,NaN",
        "tracing.sampling.ratio,half",
        "tracing.service.name,''"
    })
    void refusesWrongValuesByName(String key, String value) {
        // Given
        Settings settings = settings(Map.of(key, value));

        // When, Then
        assertThatThrownBy(() -> TracingConfig.from(settings))
                .hasMessageContaining(key)
                .hasMessageContaining("expected")
                .message()
                .doesNotContain("s3cret");
    }
}
