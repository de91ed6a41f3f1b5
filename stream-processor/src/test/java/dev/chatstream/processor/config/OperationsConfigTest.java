/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.processor.config.MembershipConfig.Leaves;
import dev.chatstream.processor.failure.StopOnError;
import dev.chatstream.processor.store.RocksDbMemory;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of membership, failures and the dead-letter topic, and what Kafka Streams is given of them. */
class OperationsConfigTest {
    private static ProcessorConfig config(Map<String, String> environment) {
        return ProcessorConfig.from(
                Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), environment, new Properties()));
    }

    private static Map<String, Object> consumerOf(Map<String, String> environment, int thread) {
        return new StreamsConfig(streamsOf(environment)).getMainConsumerConfigs("group", "client", thread);
    }

    private static Properties streamsOf(Map<String, String> environment) {
        try (RocksDbMemory memory = new RocksDbMemory(16 << 20)) {
            return config(environment).streams().properties(memory);
        }
    }

    @Test
    void hasTheDocumentedDefaults() {
        // When
        ProcessorConfig config = config(Map.of());

        // Then
        assertThat(config.streams().membership()).isEqualTo(new MembershipConfig(Optional.empty(), 1, Leaves.AUTO));
        assertThat(config.breaker()).isEqualTo(new BreakerConfig(0.5, 100, Duration.ofMinutes(1)));
    }

    @Test
    void isANewMemberAtEachStartUnlessItHasAName() {
        // When
        Map<String, Object> consumer = consumerOf(Map.of(), 1);

        // Then
        assertThat(consumer)
                .doesNotContainKey("group.instance.id")
                .containsEntry("session.timeout.ms", 15_000)
                .containsEntry("heartbeat.interval.ms", 3_000);
        assertThat(config(Map.of()).streams().membership().leavesGroup()).isTrue();
    }

    @Test
    void isTheSameMemberAfterARestartWithAName() {
        // Given
        Map<String, String> named = Map.of("CHATSTREAM_INSTANCE_ID", "processor-0");

        // When
        Map<String, Object> consumer = consumerOf(named, 2);

        // Then
        assertThat(consumer)
                .containsEntry("group.instance.id", "processor-0-2")
                .containsEntry("session.timeout.ms", 60_000);
        assertThat(config(named).streams().membership().leavesGroup()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'',always,true", "'',never,false", "a,always,true", "a,never,false", "'',auto,true", "a,auto,false"})
    void leavesTheGroupByIntent(String name, String leaves, boolean expected) {
        // When
        ProcessorConfig config =
                config(Map.of("CHATSTREAM_INSTANCE_ID", name, "CHATSTREAM_DRAIN_LEAVES_GROUP", leaves));

        // Then
        assertThat(config.streams().membership().leavesGroup()).isEqualTo(expected);
    }

    @Test
    void letsTheClientsOwnSettingsDecideAboutTimeOutsAndRacks() {
        // Given
        Map<String, String> settings = Map.of(
                "CHATSTREAM_KAFKA_SESSION_TIMEOUT_MS", "20000",
                "CHATSTREAM_KAFKA_CLIENT_RACK", "b",
                "CHATSTREAM_KAFKA_CLIENT_TAG_ZONE", "b",
                "CHATSTREAM_KAFKA_RACK_AWARE_ASSIGNMENT_TAGS", "zone");

        // When
        Properties streams = streamsOf(settings);

        // Then
        assertThat(consumerOf(settings, 1))
                .containsEntry("session.timeout.ms", "20000")
                .containsEntry("client.rack", "b");
        assertThat(new StreamsConfig(streams).getClientTags()).containsEntry("zone", "b");
        assertThat(streams).containsEntry(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, "zone");
    }

    @Test
    void stopsOnEveryErrorThatNobodyForesaw() {
        // When
        StreamsConfig streams = new StreamsConfig(streamsOf(Map.of()));

        // Then
        assertThat(streams.deserializationExceptionHandler()).isInstanceOf(StopOnError.class);
        assertThat(streams.productionExceptionHandler()).isInstanceOf(StopOnError.class);
        assertThat(streams.processingExceptionHandler()).isInstanceOf(StopOnError.class);
        assertThat(streams.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isEqualTo(1);
    }

    @Test
    void readsTheBreaker() {
        // When
        ProcessorConfig config = config(Map.of(
                "CHATSTREAM_DLQ_BREAKER_SHARE", "1",
                "CHATSTREAM_DLQ_BREAKER_MINIMUM", "7",
                "CHATSTREAM_DLQ_BREAKER_WINDOW", "5m"));

        // Then
        assertThat(config.breaker()).isEqualTo(new BreakerConfig(1, 7, Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "CHATSTREAM_INSTANCE_ID,a b,instance.id,letters",
        "CHATSTREAM_STANDBY_REPLICAS,-1,standby.replicas,0 to 10",
        "CHATSTREAM_DRAIN_LEAVES_GROUP,maybe,drain.leaves.group,'auto, always or never'",
        "CHATSTREAM_DLQ_BREAKER_SHARE,0,dlq.breaker.share,above 0",
        "CHATSTREAM_DLQ_BREAKER_SHARE,half,dlq.breaker.share,above 0",
        "CHATSTREAM_DLQ_BREAKER_SHARE,NaN,dlq.breaker.share,above 0",
        "CHATSTREAM_DLQ_BREAKER_MINIMUM,0,dlq.breaker.minimum,whole number",
        "CHATSTREAM_DLQ_BREAKER_WINDOW,10ms,dlq.breaker.window,1s to 24h",
    })
    void refusesWrongValuesByName(String variable, String value, String key, String expected) {
        assertThatThrownBy(() -> config(Map.of(variable, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(expected);
    }

    @Test
    void looksAtTheClientsOwnSettingsBeforeTheStart() {
        assertThatCode(() -> config(Map.of()).streams().check()).doesNotThrowAnyException();
        assertThatThrownBy(() -> config(Map.of("CHATSTREAM_KAFKA_BATCH_SIZE", "much"))
                        .streams()
                        .check())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka.*: Invalid value much for configuration batch.size");
        assertThatThrownBy(() -> config(
                                Map.of("CHATSTREAM_KAFKA_GROUP_PROTOCOL", "streams", "CHATSTREAM_INSTANCE_ID", "a"))
                        .streams()
                        .check())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka.*: ")
                .hasMessageContaining("group.protocol");
    }
}
