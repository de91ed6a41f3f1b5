/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.store.RocksDbMemory;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ProcessorConfigTest {

    private static ProcessorConfig config(Map<String, String> environment) {
        return ProcessorConfig.from(
                Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), environment, new Properties()));
    }

    @Test
    void hasTheDocumentedDefaults() {
        // When
        ProcessorConfig config = config(Map.of());

        // Then
        assertThat(config.topics().prefix()).isEqualTo("smartsupp.");
        assertThat(config.registry())
                .containsEntry("schema.registry.url", "http://localhost:8081")
                .containsEntry("auto.register.schemas", "false");
        assertThat(config.registersSchemas()).isFalse();
        assertThat(config.dimensions()).containsExactly(Dimension.AGENT);
        assertThat(config.rolling()).isEqualTo(new RollingConfig(Set.of(Dimension.ACCOUNT), 10));
        assertThat(config.retention()).isEqualTo(Duration.ofDays(35));
        assertThat(config.zones().of(208, Optional.empty())).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.replyWithin()).containsExactly(30, 60);
        assertThat(config.http()).isEqualTo(new ListenConfig("0.0.0.0", 8090));
        assertThat(config.ops()).isEqualTo(new ListenConfig("0.0.0.0", 8490));
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.streams().applicationId()).isEqualTo("chatstream-processor");
        assertThat(config.streams().kafka()).containsExactly(Map.entry("bootstrap.servers", "localhost:9092"));
        assertThat(config.streams().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(config.streams().commitInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.streams().commitBacklog()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.streams().membership().standbyReplicas()).isEqualTo(1);
        assertThat(config.streams().sessionTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.streams().rocksDbBytes()).isEqualTo(192L << 20);
        assertThat(config.streams().maxRecord()).isEqualTo(2 * 4 * 1024 * 1024 + 64 * 1024);
        assertThat(config.streams().stateDir()).isEqualTo("/var/lib/chatstream/processor");
        assertThat(config.streams().self().port()).isEqualTo(8090);
    }

    @Test
    void publishesRollingValuesAboutWhatIsSwitchedOn() {
        assertThat(config(Map.of("CHATSTREAM_ROLLING_AGENTS", "true")).rolling().dimensions())
                .containsExactlyInAnyOrder(Dimension.ACCOUNT, Dimension.AGENT);
        assertThat(config(Map.of("CHATSTREAM_ROLLING_ACCOUNTS", "false"))
                        .rolling()
                        .dimensions())
                .isEmpty();
    }

    @Test
    void passesOtherClientSettingsThrough() {
        // Given
        ProcessorConfig config =
                config(Map.of("CHATSTREAM_KAFKA_SECURITY_PROTOCOL", "SSL", "CHATSTREAM_MAX_BODY", "64MiB"));

        // When
        Properties properties;
        try (RocksDbMemory memory = new RocksDbMemory(16 << 20)) {
            properties = config.streams().properties(memory);
        }

        // Then
        assertThat(properties)
                .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
                .containsEntry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true)
                .containsEntry("linger.ms", 100L)
                .containsEntry("buffer.memory", 2L * (2 * (64 << 20) + (64 << 10)))
                .containsEntry("topic.delete.retention.ms", "604800000")
                .containsEntry("topic.max.message.bytes", Integer.toString(2 * (64 << 20) + (64 << 10)))
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void prefersConfiguredZonesToTheRequests() {
        // Given
        Optional<ZoneId> requested = Optional.of(ZoneId.of("America/Lima"));
        ZonesConfig zones = config(Map.of("CHATSTREAM_ACCOUNTS_208_TIMEZONE", "Europe/Prague"))
                .zones();
        ZonesConfig common =
                config(Map.of("CHATSTREAM_TIMEZONE_DEFAULT", "Asia/Tokyo")).zones();

        // Then
        assertThat(zones.of(208, requested)).isEqualTo(ZoneId.of("Europe/Prague"));
        assertThat(zones.of(7, requested)).isEqualTo(ZoneId.of("America/Lima"));
        assertThat(common.of(7, requested)).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void saysWhatIsWrongAndWhatWasExpected() {
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_CONVERSATION_RETENTION", "90d")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("conversation.retention: \"90d\"")
                .hasMessageContaining("1d to 65d");
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_TIMEZONE_DEFAULT", "Mars")))
                .hasMessageContaining("IANA time zone");
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_COMMIT_INTERVAL", "10s")))
                .hasMessageContaining("10ms to 5s");
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_REPLY_WITHIN", "122")))
                .hasMessageContaining("histogram's bucket");
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_ROCKSDB_MEMORY", "1MiB")))
                .hasMessageContaining("at least 16MiB");
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_ROLLING_TIME_PERCENT", "90")))
                .hasMessageContaining("rolling.time.percent")
                .hasMessageContaining("1 to 50");
        assertThatThrownBy(() ->
                        config(Map.of("CHATSTREAM_ROLLING_AGENTS", "true", "CHATSTREAM_DIMENSIONS_AGENT", "false")))
                .hasMessageContaining("rolling.agents")
                .hasMessageContaining("dimensions.agent");
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_HTTP_ADVERTISED", "nowhere")))
                .hasMessageContaining("host:port");
    }
}
