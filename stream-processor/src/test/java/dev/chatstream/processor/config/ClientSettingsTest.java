/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.processor.store.RocksDbMemory;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set of Kafka's own either arrives, or is refused with what to do instead. */
class ClientSettingsTest {
    private static final String VALUE = "777777";

    /** What a client is named by is made from it, and what Kafka Streams looks into before it hands it on. */
    private static final Set<String> NO_NUMBERS = Set.of("client.id", "enable.metrics.push");

    private static StreamsConfigs streams(Map<String, String> settings) {
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.put("chatstream." + key, value));
        return ProcessorConfig.from(Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), Map.of(), properties))
                .streams();
    }

    private static Properties properties(Map<String, String> settings) {
        try (RocksDbMemory memory = new RocksDbMemory(16 << 20)) {
            return streams(settings).properties(memory);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "producer.acks",
                "producer.enable.idempotence",
                "producer.transactional.id",
                "producer.transaction.two.phase.commit.enable",
                "producer.partitioner.class",
                "isolation.level",
                "main.consumer.isolation.level",
                "restore.consumer.isolation.level",
                "enable.auto.commit",
                "consumer.auto.offset.reset",
                "processing.guarantee",
                "processing.exception.handler",
                "default.production.exception.handler",
                "topic.cleanup.policy",
                "topic.retention.ms",
            })
    void refuseWhatExactCountingRestsOn(String key) {
        assertThatThrownBy(() -> streams(Map.of("kafka." + key, "x")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("kafka." + key + ": \"x\", set by system property chatstream.kafka." + key
                        + " (expected: not set; exact counting rests on the value that the processor gives it)");
    }

    @ParameterizedTest
    @CsvSource({
        "application.id,application.id",
        "consumer.group.id,application.id",
        "group.instance.id,instance.id",
        "state.dir,state.dir",
        "num.stream.threads,threads",
        "commit.interval.ms,commit.interval and commit.backlog",
        "topic.max.message.bytes,max.body",
        "rocksdb.config.setter,rocksdb.memory",
    })
    void refuseWhatHasAKeyOfItsOwnAndNameIt(String key, String own) {
        assertThatThrownBy(() -> streams(Map.of("kafka." + key, "x")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka." + key + ": \"x\"")
                .hasMessageContaining("(expected: not set; it follows from " + own + ")");
    }

    @Test
    void refuseForOneClientWhatIsTheSameForAll() {
        assertThatThrownBy(() -> streams(Map.of("kafka.main.consumer.bootstrap.servers", "elsewhere:9092")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka.main.consumer.bootstrap.servers: \"elsewhere:9092\"")
                .hasMessageContaining("(expected: not set; kafka.bootstrap.servers is for all clients)");
    }

    @ParameterizedTest
    @CsvSource({
        "max.poll.interval.ms,299999,'at least 300000: a hook waits up to 240000 ms for the schema registry'",
        "consumer.max.poll.interval.ms,1000,at least 300000",
        "main.consumer.max.poll.interval.ms,1000,at least 300000",
        "main.consumer.max.poll.interval.ms,soon,a whole number",
        "producer.transaction.timeout.ms,3999,'at least 4000: twice commit.backlog'",
        "transaction.timeout.ms,3999,'at least 4000: twice commit.backlog'",
        "session.timeout.ms,3000,'at least 3001: more than heartbeat.interval.ms'",
        "producer.max.request.size,1048576,at least 8454144: the largest record that max.body makes",
        "buffer.memory,1048576,at least 8454144: the largest record that max.body makes",
        "bootstrap.servers,'kafka-1:9092,kafka-2','host:port, several separated by commas'",
        "producer.delivery.timeout.ms,30099,at least 30100: request.timeout.ms and linger.ms together",
    })
    void refuseWhatCannotWork(String key, String value, String expected) {
        assertThatThrownBy(() -> streams(Map.of("kafka." + key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka." + key + ": \"" + value + "\"")
                .hasMessageContaining("(expected: " + expected);
    }

    @Test
    void measureAgainstTheOtherSettings() {
        assertThatCode(() -> streams(Map.of("kafka.producer.transaction.timeout.ms", "200", "commit.backlog", "100ms")))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> streams(Map.of("kafka.producer.transaction.timeout.ms", "9999", "commit.backlog", "5s")))
                .hasMessageContaining("at least 10000");
        assertThatThrownBy(() -> streams(Map.of(
                        "kafka.session.timeout.ms", "6000", "kafka.main.consumer.heartbeat.interval.ms", "6000")))
                .hasMessageContaining("at least 6001");
        assertThatThrownBy(() -> streams(Map.of("kafka.heartbeat.interval.ms", "15000")))
                .hasMessageContaining("kafka.heartbeat.interval.ms: \"15000\"")
                .hasMessageContaining("less than session.timeout.ms, here 15000");
        assertThatCode(() -> streams(Map.of("kafka.heartbeat.interval.ms", "15000", "instance.id", "a")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> streams(
                        Map.of("kafka.delivery.timeout.ms", "60000", "kafka.producer.request.timeout.ms", "60000")))
                .hasMessageContaining("at least 60100");
    }

    @Test
    void takeWhatIsJustEnough() {
        assertThatCode(() -> streams(Map.of(
                                "kafka.max.poll.interval.ms", "300000",
                                "kafka.transaction.timeout.ms", "4000",
                                "kafka.session.timeout.ms", "3001",
                                "kafka.max.request.size", "8454144",
                                "kafka.buffer.memory", "8454144",
                                "kafka.delivery.timeout.ms", "30100"))
                        .check())
                .doesNotThrowAnyException();
    }

    /** Whether Kafka Streams or the processor would override it: nobody sets anything in vain without being told. */
    @ParameterizedTest
    @EnumSource
    void letEverythingElseArrive(Client client) {
        SoftAssertions softly = new SoftAssertions();
        for (String prefix : client.prefixes) {
            for (String name : client.names) {
                String key = prefix + name;
                try {
                    Properties given = properties(Map.of("kafka." + key, VALUE));
                    softly.assertThat(client.effective.apply(new StreamsConfig(given)))
                            .as(key)
                            .containsEntry(name, VALUE);
                } catch (SettingsException e) {
                    softly.assertThat(e).as(key).hasMessageContaining("kafka." + key);
                } catch (ConfigException e) {
                    // Kafka Streams does not like the number, so it has arrived
                }
            }
        }
        softly.assertAll();
    }

    /** Who is given settings, and under which prefixes of their own. */
    private enum Client {
        STREAMS(StreamsConfig.configDef().names(), StreamsConfig::originals, ""),
        CONSUMER(
                ConsumerConfig.configNames(),
                config -> config.getMainConsumerConfigs("group", "client", 1),
                "",
                "consumer.",
                "main.consumer."),
        RESTORE_CONSUMER(
                ConsumerConfig.configNames(),
                config -> config.getRestoreConsumerConfigs("client"),
                "consumer.",
                "restore.consumer."),
        PRODUCER(ProducerConfig.configNames(), config -> config.getProducerConfigs("client"), "", "producer."),
        ADMIN(AdminClientConfig.configNames(), config -> config.getAdminConfigs("client"), "", "admin.");

        private final Set<String> names;
        private final Function<StreamsConfig, Map<String, Object>> effective;
        private final List<String> prefixes;

        Client(Set<String> names, Function<StreamsConfig, Map<String, Object>> effective, String... prefixes) {
            this.names = new TreeSet<>(names);
            this.names.removeAll(NO_NUMBERS);
            this.effective = effective;
            this.prefixes = List.of(prefixes);
        }
    }
}
