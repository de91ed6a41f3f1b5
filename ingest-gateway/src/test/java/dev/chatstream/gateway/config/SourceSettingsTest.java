/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places in which a source can be set. */
class SourceSettingsTest {
    @TempDir
    private Path folder;

    private static Settings settings(Optional<Path> file, Map<String, String> environment) {
        return GatewayConfig.settings(file, environment, new Properties());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void isSetByEnvironmentVariables() throws IOException {
        // Given
        Path secret = file("secret", "from-file\n");

        // When
        List<SourceConfig> sources = GatewayConfig.from(settings(
                        Optional.empty(),
                        Map.of(
                                "CHATSTREAM_SOURCES_MY_SHOP_TOKEN", "new",
                                "CHATSTREAM_SOURCES_MY_SHOP_PREVIOUS_TOKEN", "old",
                                "CHATSTREAM_SOURCES_MY_SHOP_HMAC_SECRET_FILE", secret.toString(),
                                "CHATSTREAM_SOURCES_MY_SHOP_PREVIOUS_HMAC_SECRET", "plain",
                                "CHATSTREAM_SOURCES_MY_SHOP_ACCOUNTS", "208",
                                "CHATSTREAM_SOURCES_MY_SHOP_RATE", "7")))
                .access()
                .sources();

        // Then
        assertThat(sources)
                .containsExactly(new SourceConfig(
                        "my-shop",
                        List.of("new", "old"),
                        List.of("from-file", "plain"),
                        Set.of("208"),
                        List.of(),
                        Optional.of(new RateConfig(7, 7)),
                        false));
    }

    @Test
    void isSetByAFileInDottedOrNestedKeys() throws IOException {
        // Given
        Path dotted = file("dotted.conf", "sources.a { token = t, previous.token = u, hmac.secret = x }");
        Path nested = file("nested.json", """
                {"sources": {"a": {"token": "t", "previous": {"token": "u"}, "hmac": {"secret": "x"}}}}""");

        // When
        AccessConfig one =
                GatewayConfig.from(settings(Optional.of(dotted), Map.of())).access();
        AccessConfig other = GatewayConfig.from(
                        settings(Optional.empty(), Map.of("CHATSTREAM_SOURCES_FILE", nested.toString())))
                .access();

        // Then
        assertThat(one.sources()).isEqualTo(other.sources());
        assertThat(one.sources().get(0).tokens()).hasSize(2);
    }

    @Test
    void isPrintedWhereverItIsSetAndWithoutSecrets() throws IOException {
        // Given
        Path file = file("sources.conf", "sources.a { token = s3cret, hmac.secret = s3cret, rate = 5 }");
        Settings settings = settings(
                Optional.empty(),
                Map.of("CHATSTREAM_SOURCES_FILE", file.toString(), "CHATSTREAM_SOURCES_B_TOKEN", "s3cret"));

        // When
        String printed = GatewayConfig.printable(settings);

        // Then
        assertThat(printed)
                .contains("sources.a.rate = 5  # file " + file + ", line 1", "sources.a.token = ****")
                .contains("sources.b.token = ****", "sources.file = " + file)
                .containsOnlyOnce("sources.file =")
                .doesNotContain("s3cret");
    }
}
