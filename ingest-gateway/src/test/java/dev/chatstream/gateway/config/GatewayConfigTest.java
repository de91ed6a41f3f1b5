/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import dev.chatstream.schemas.topic.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {
    private static final Map<String, String> REGISTRY =
            Map.of("schema.registry.url", "http://r", "auto.register.schemas", "true");
    private static final TracingConfig UNTRACED = new TracingConfig(Optional.empty(), 1.0, "chatstream-ingest-gateway");
    private static final TimeoutConfig DEFAULT_TIMEOUTS = new TimeoutConfig(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(60));
    private static final String TOKEN = "sources.smartsupp.token";

    private static final SpoolConfig NO_SPOOL =
            new SpoolConfig(Optional.empty(), 1024 * 1024 * 1024, 256 * 1024 * 1024, Duration.ofSeconds(2));

    private static Settings settings(Map<String, String> properties) {
        Properties system = new Properties();
        properties.forEach((key, value) -> system.setProperty("chatstream." + key, value));
        return GatewayConfig.settings(Optional.empty(), Map.of(), system);
    }

    @Test
    void hasTheseDefaults() {
        // Given
        Settings settings = settings(Map.of(TOKEN, "local"));

        // When
        GatewayConfig config = GatewayConfig.from(settings);

        // Then
        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        new HttpConfig(
                                "0.0.0.0",
                                8080,
                                0,
                                4 * 1024 * 1024,
                                DEFAULT_TIMEOUTS,
                                new LimitConfig(10_000, 8 * 1024, 16 * 1024, 100),
                                Optional.empty()),
                        new OpsConfig("0.0.0.0", 8480),
                        new AccessConfig(
                                List.of(new SourceConfig("smartsupp", "local")),
                                new SourceReader(settings, Optional.empty()),
                                List.of()),
                        new PublishConfig(
                                new TopicNames("smartsupp."),
                                Duration.ofSeconds(2),
                                64 * 1024 * 1024,
                                TopicNames.maxMessageBytes(4 * 1024 * 1024),
                                Map.of("bootstrap.servers", "localhost:9092")),
                        new RegistryConfig(
                                Map.of(
                                        "schema.registry.url", "http://localhost:8081",
                                        "auto.register.schemas", "false"),
                                false),
                        NO_SPOOL,
                        UNTRACED,
                        Duration.ofSeconds(20)));
    }

    @Test
    void readsEverySetting() {
        // Given
        Settings settings = settings(Map.ofEntries(
                Map.entry("ops.host", "::1"),
                Map.entry("ops.port", "2"),
                Map.entry("sources.b.token", "t"),
                Map.entry("max.body", "1MiB"),
                Map.entry("ack.timeout", "3s"),
                Map.entry("inflight.max.bytes", "8MiB"),
                Map.entry("drain.timeout", "4s"),
                Map.entry("topic.prefix", "p."),
                Map.entry("kafka.bootstrap.servers", "k:1"),
                Map.entry("kafka.linger.ms", "9"),
                Map.entry("registry.schema.registry.url", "http://r"),
                Map.entry("registry.auto.register.schemas", "true")));

        // When
        GatewayConfig config = GatewayConfig.from(settings);

        // Then
        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        config.http(),
                        new OpsConfig("::1", 2),
                        AccessConfig.from(settings),
                        new PublishConfig(
                                new TopicNames("p."),
                                Duration.ofSeconds(3),
                                8 * 1024 * 1024,
                                TopicNames.maxMessageBytes(1024 * 1024),
                                Map.of("bootstrap.servers", "k:1", "linger.ms", "9")),
                        new RegistryConfig(REGISTRY, true),
                        NO_SPOOL,
                        UNTRACED,
                        Duration.ofSeconds(4)));
    }

    @Test
    void readsWhoMaySend() {
        // Given
        Settings settings = settings(Map.of(
                "sources.b.token", "t",
                "sources.b.previous.token", "u",
                "sources.b.hmac.secret", "x",
                "sources.b.previous.hmac.secret", "y",
                "sources.b.accounts", "0208, 9",
                "sources.b.addresses", "10.0.0.0/8,::1",
                "sources.b.rate", "5",
                "sources.b.burst", "50",
                "sources.b.accept.rejected", "true",
                "http.trusted.proxies", "127.0.0.1"));

        // When
        AccessConfig access = GatewayConfig.from(settings).access();

        // Then
        assertThat(access)
                .isEqualTo(new AccessConfig(
                        List.of(new SourceConfig(
                                "b",
                                List.of("t", "u"),
                                List.of("x", "y"),
                                Set.of("208", "9"),
                                List.of("10.0.0.0/8", "::1"),
                                Optional.of(new RateConfig(5, 50)),
                                true)),
                        new SourceReader(settings, Optional.empty()),
                        List.of("127.0.0.1")));
    }

    @Test
    void readsTheSettingsOfTheSpool() {
        // When
        GatewayConfig config = GatewayConfig.from(settings(Map.of(
                TOKEN,
                "local",
                "spool.dir",
                "/s",
                "spool.max.bytes",
                "2MiB",
                "spool.min.free",
                "3MiB",
                "spool.timeout",
                "1s")));

        // Then
        assertThat(config.spool())
                .isEqualTo(new SpoolConfig(
                        Optional.of(Path.of("/s")), 2 * 1024 * 1024, 3 * 1024 * 1024, Duration.ofSeconds(1)));
    }

    @Test
    void readsEverySettingOfThePort() {
        // When
        GatewayConfig config = GatewayConfig.from(settings(Map.ofEntries(
                Map.entry(TOKEN, "local"),
                Map.entry("max.body", "1MiB"),
                Map.entry("http.host", "127.0.0.1"),
                Map.entry("http.port", "1"),
                Map.entry("http.instances", "3"),
                Map.entry("http.body.timeout", "1s"),
                Map.entry("http.idle.timeout", "2s"),
                Map.entry("http.header.timeout", "3s"),
                Map.entry("http.chunk.timeout", "4s"),
                Map.entry("http.max.connections", "5"),
                Map.entry("http.max.request.line", "6KiB"),
                Map.entry("http.max.headers", "7KiB"),
                Map.entry("http.max.streams", "8"),
                Map.entry("http.tls.certificate-file", "c.pem"),
                Map.entry("http.tls.key-file", "k.pem"),
                Map.entry("http.tls.reload", "9s"))));

        // Then
        assertThat(config.http())
                .isEqualTo(new HttpConfig(
                        "127.0.0.1",
                        1,
                        3,
                        1024 * 1024,
                        new TimeoutConfig(
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(2)),
                        new LimitConfig(5, 6 * 1024, 7 * 1024, 8),
                        Optional.of(new TlsConfig(Path.of("c.pem"), Path.of("k.pem"), Duration.ofSeconds(9)))));
    }

    @ParameterizedTest
    @CsvSource({
        "http.port,65536",
        "http.host,' '",
        "http.instances,-1",
        "http.body.timeout,0s",
        "http.idle.timeout,0s",
        "http.header.timeout,0s",
        "http.chunk.timeout,never",
        "http.max.connections,0",
        "http.max.request.line,100",
        "http.max.headers,1GiB",
        "http.max.streams,0",
        "ops.port,x",
        "max.body,100",
        "max.body,1GiB",
        "ack.timeout,0s",
        "ack.timeout,2m",
        "inflight.max.bytes,1MiB",
        "topic.prefix,a/b",
        "drain.timeout,soon",
        "spool.max.bytes,1KiB",
        "spool.min.free,-1",
        "spool.timeout,0s",
        "spool.timeout,1m",
        "sources.UP.token,t",
        "sources.b.token,a b",
        "sources.smartsupp.accept.rejected,maybe",
        "sources.b.token,sha256:12",
        "sources.b.token,sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sources.b.token,sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "sources.smartsupp.previous.token,sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sources.file.token,t",
        "sources.file,/nowhere/sources.conf",
        "sources.smartsupp.previous.token,a b",
        "sources.smartsupp.previous.hmac.secret,x",
        "sources.smartsupp.addresses,10.0.0.0/33",
        "sources.smartsupp.addresses,localhost",
        "sources.smartsupp.rate,-1",
        "sources.smartsupp.rate,0.5",
        "sources.smartsupp.burst,5",
        "http.trusted.proxies,proxy.example"
    })
    void refusesWrongValuesByName(String key, String value) {
        // Given
        Settings settings = settings(Map.of(TOKEN, "local", key, value));

        // When, Then
        assertThatThrownBy(() -> GatewayConfig.from(settings))
                .isInstanceOfAny(SettingsException.class, IllegalArgumentException.class)
                .hasMessageContaining(key.replace(".token", ""))
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({"3s,2s", "60s,1ms", "1s,30s"})
    void answersWithinFiveSecondsWhenThereIsASpool(String ack, String spool) {
        // Given
        Map<String, String> waits = Map.of(TOKEN, "local", "ack.timeout", ack, "spool.timeout", spool);
        Map<String, String> spooling = new TreeMap<>(waits);
        spooling.put("spool.dir", "/s");

        // When, Then
        assertThatThrownBy(() -> GatewayConfig.from(settings(spooling)))
                .hasMessageContaining("ack.timeout + spool.timeout")
                .hasMessageContaining("expected: less than 5s");
        assertThat(GatewayConfig.from(settings(waits)).spool().dir()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"certificate-file,key-file", "key-file,certificate-file"})
    void refusesACertificateWithoutItsKeyAndTheOtherWayRound(String given, String missing) {
        assertThatThrownBy(() -> GatewayConfig.from(settings(Map.of(TOKEN, "local", "http.tls." + given, "a.pem"))))
                .hasMessageContaining("http.tls." + missing)
                .hasMessageContaining("expected");
    }

    @Test
    void needsASource() {
        assertThatThrownBy(() -> GatewayConfig.from(settings(Map.of())))
                .hasMessageContaining("CHATSTREAM_SOURCES_SMARTSUPP_TOKEN");
    }

    @Test
    void showsNoSecret() {
        // Given
        Settings settings = settings(Map.of(
                TOKEN,
                "s3cret",
                "sources.smartsupp.hmac.secret",
                "s3cret",
                "sources.smartsupp.previous.hmac.secret",
                "s3cret",
                "sources.smartsupp.previous.token",
                "s3cret",
                "kafka.sasl.jaas.config",
                "user s3cret",
                "registry.basic.auth.user.info",
                "user:s3cret"));

        // When
        GatewayConfig config = GatewayConfig.from(settings);

        // Then
        assertThat(config.toString()).doesNotContain("s3cret");
        assertThat(settings.printable()).doesNotContain("s3cret");
        assertThatThrownBy(() -> new SourceConfig("a", "s3cret s3cret"))
                .message()
                .doesNotContain("s3cret");
    }
}
