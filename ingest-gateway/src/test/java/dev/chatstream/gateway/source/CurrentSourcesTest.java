/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.gateway.config.AccessConfig;
import dev.chatstream.gateway.config.GatewayConfig;
import dev.chatstream.gateway.metrics.SourceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentSourcesTest {
    private static final String FIRST = "sources { shop { token = first, rate = 1 } }";

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Path file;

    @BeforeEach
    void writeTheFile() {
        file = folder.resolve("sources.conf");
        write(file, FIRST);
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AccessConfig config(Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("chatstream.sources.file", file.toString());
        properties.setProperty("chatstream.sources.fixed.token", "fixed");
        return GatewayConfig.from(GatewayConfig.settings(Optional.empty(), environment, properties))
                .access();
    }

    private CurrentSources started() {
        return new CurrentSources(config(Map.of("SHOP_TOKEN", "substituted")), new SourceMetrics(meters));
    }

    private static boolean admits(CurrentSources sources, String name, String token) {
        return sources.get().authenticate(name, token).isPresent();
    }

    private double reloads(String outcome) {
        return meters.get("chatstream.gateway.sources.reloads")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double stale() {
        return meters.get("chatstream.gateway.sources.stale").gauge().value();
    }

    @Test
    void addsTheFileToWhatIsSetElsewhere() {
        // When
        CurrentSources sources = started();

        // Then
        assertThat(admits(sources, "fixed", "fixed")).isTrue();
        assertThat(admits(sources, "shop", "first")).isTrue();
    }

    @Test
    void followsTheFileOnceItLooksTheSameTwice() {
        // Given
        CurrentSources sources = started();
        write(file, "{\"sources\": {\"app\": {\"token\": \"second\"}}}");

        // When
        sources.look();
        boolean atOnce = admits(sources, "app", "second");
        double staleMeanwhile = stale();
        sources.look();

        // Then
        assertThat(atOnce).isFalse();
        assertThat(staleMeanwhile).isOne();
        assertThat(admits(sources, "app", "second")).isTrue();
        assertThat(admits(sources, "shop", "first")).isFalse();
        assertThat(admits(sources, "fixed", "fixed")).isTrue();
        assertThat(reloads("applied")).isOne();
        assertThat(stale()).isZero();
    }

    @Test
    void doesNothingWhileNothingChanges() {
        // Given
        CurrentSources sources = started();
        Sources before = sources.get();

        // When
        sources.look();
        sources.look();

        // Then
        assertThat(sources.get()).isSameAs(before);
        assertThat(reloads("applied")).isZero();
        assertThat(stale()).isZero();
    }

    @Test
    void goesOnCountingWhatASourceHasUsedOfItsRate() {
        // Given
        CurrentSources sources = started();
        assertThat(sources.get().authenticate("shop", "first").orElseThrow().takeTurn())
                .isZero();
        write(file, FIRST.replace("first", "second"));

        // When
        sources.look();
        sources.look();

        // Then
        assertThat(sources.get().authenticate("shop", "second").orElseThrow().takeTurn())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sources { shop { token = ",
                "sources { shop { token = \"s3cret s3cret\" } }",
                "sources { shop { token = t, rate = s3cret } }",
                "sources { shop { token = t, s3t = x } }",
                "sources { shop { rate = 5 } }",
                "sources { fixed { token = t } }",
                "sources { file = other.conf, shop { token = t } }",
                "http { port = 1 }",
                "sources { shop { token = ${NOBODY_SETS_THIS} } }"
            })
    void keepsTheSourcesAndSaysSoWhenTheFileIsBroken(String broken) {
        // Given
        CurrentSources sources = started();
        Sources before = sources.get();
        write(file, broken);

        // When
        sources.look();
        sources.look();
        sources.look();

        // Then
        assertThat(sources.get()).isSameAs(before);
        assertThat(reloads("failed")).isOne();
        assertThat(stale()).isOne();
        assertThatThrownBy(() -> config(Map.of()))
                .hasMessageContaining("sources")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void keepsTheSourcesWhileTheFileIsGoneAndRecovers() throws IOException {
        // Given
        CurrentSources sources = started();
        Files.delete(file);
        sources.look();
        double staleMeanwhile = stale();
        write(file, FIRST);

        // When
        sources.look();

        // Then
        assertThat(staleMeanwhile).isOne();
        assertThat(stale()).isZero();
        assertThat(admits(sources, "shop", "first")).isTrue();
        assertThat(reloads("failed")).isOne();
        assertThat(reloads("applied")).isZero();
    }

    @Test
    void readsSecretsFromTheirFilesAgain() {
        // Given
        Path token = folder.resolve("token");
        write(token, "from-file\n");
        write(file, "sources { shop { token-file = \"" + token + "\", previous { token = ${?SHOP_TOKEN} } } }");
        CurrentSources sources = started();
        assertThat(admits(sources, "shop", "from-file")).isTrue();
        assertThat(admits(sources, "shop", "substituted")).isTrue();
        write(token, "changed\n");

        // When
        sources.look();
        sources.look();

        // Then
        assertThat(admits(sources, "shop", "changed")).isTrue();
        assertThat(admits(sources, "shop", "from-file")).isFalse();
    }

    @Test
    void needNotLookWhenNothingCanChange() {
        // Given
        Properties properties = new Properties();
        properties.setProperty("chatstream.sources.fixed.token", "fixed");
        AccessConfig fixed = GatewayConfig.from(GatewayConfig.settings(Optional.empty(), Map.of(), properties))
                .access();

        // Then
        assertThat(fixed.reader().mayChange()).isFalse();
        assertThat(config(Map.of()).reader().mayChange()).isTrue();
    }
}
