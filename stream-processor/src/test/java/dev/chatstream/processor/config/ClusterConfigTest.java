/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterConfigTest {
    private static final String TOKEN = "correct-horse-battery";

    private static Settings settings(Map<String, String> environment) {
        return Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), environment, new Properties());
    }

    private static ClusterConfig config(Map<String, String> environment) {
        return ProcessorConfig.from(settings(environment)).cluster();
    }

    @Test
    void hasTheDocumentedDefaults() {
        // When
        ClusterConfig config = config(Map.of());

        // Then
        assertThat(config.token()).isEmpty();
        assertThat(config.previous()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.connections()).isEqualTo(32);
        assertThat(config.readers()).isGreaterThanOrEqualTo(4);
        assertThat(config.waiting()).isEqualTo(256);
    }

    @Test
    void takesTokensFromFilesAndShowsThemNowhere(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Map<String, String> environment = Map.of(
                "CHATSTREAM_CLUSTER_TOKEN_FILE", file.toString(), "CHATSTREAM_CLUSTER_PREVIOUS_TOKEN", "x" + TOKEN);

        // When
        ClusterConfig config = config(environment);

        // Then
        assertThat(config.token()).contains(TOKEN);
        assertThat(config.previous()).contains("x" + TOKEN);
        assertThat(config.toString()).doesNotContain(TOKEN);
        assertThat(ProcessorConfig.from(settings(environment)).toString()).doesNotContain(TOKEN);
        assertThat(settings(environment).printable())
                .contains("cluster.previous.token = ****")
                .doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CLUSTER_TOKEN          | short-password      | cluster.token: "****"         | 16 to 256 letters
            CLUSTER_TOKEN          | with a blank inside | cluster.token: "****"         | 16 to 256 letters
            CLUSTER_PREVIOUS_TOKEN | correct-horse-stall | cluster.token                 | cluster.previous.token has one
            CLUSTER_TIMEOUT        | 99ms                | cluster.timeout: "99ms"       | 100ms to 30s
            CLUSTER_TIMEOUT        | 31s                 | cluster.timeout: "31s"        | 100ms to 30s
            CLUSTER_CONNECTIONS    | 0                   | cluster.connections: "0"      | from 1 to 1000
            READS_THREADS          | -1                  | reads.threads: "-1"           | from 0 to 256
            READS_WAITING          | 0                   | reads.waiting: "0"            | from 1 to 100000
            """)
    void saysWhatIsWrongAndWhatIsExpected(String variable, String value, String place, String expected) {
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_" + variable, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(place, expected)
                .message()
                .doesNotContain("password", "blank", "stall");
    }

    @Test
    void knowsHowFarACopyMayBeBehindFromTheSettingOfKafkaStreams() {
        assertThat(ProcessorConfig.from(settings(Map.of())).streams().acceptableLag())
                .isEqualTo(10_000);
        assertThat(ProcessorConfig.from(settings(Map.of("CHATSTREAM_KAFKA_ACCEPTABLE_RECOVERY_LAG", "77")))
                        .streams()
                        .acceptableLag())
                .isEqualTo(77);
    }
}
