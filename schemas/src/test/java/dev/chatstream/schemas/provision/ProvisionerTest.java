/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.schemas.provision.ProvisionReport.Action;
import dev.chatstream.schemas.provision.ProvisionReport.Kind;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisionerTest {
    private static final int MAX_MESSAGE = 1_000_000;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final MockAdminClient admin = MockAdminClient.create().numBrokers(3).build();
    private final ProvisionConfig config = ProvisionConfig.of(TopicNames.DEFAULT, 3, MAX_MESSAGE);

    @AfterEach
    void close() {
        admin.close(Duration.ZERO);
    }

    private ProvisionReport provision() {
        return new Provisioner(admin, registry, config).provision();
    }

    private Config configOf(String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .values()
                .values()
                .iterator()
                .next()
                .get();
    }

    private static void given(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(topic)).all().get();
    }

    @Test
    void everyTopicOfTheListIsCreated() throws Exception {
        // When
        ProvisionReport report = provision();

        // Then
        assertThat(admin.listTopics().names().get())
                .hasSize(Topic.values().length)
                .contains("smartsupp.hook.v1", "smartsupp.conversation.chat.v1", "smartsupp.processor.dlq.v1");
        TopicDescription hook = admin.describeTopics(List.of("smartsupp.hook.v1"))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get();
        assertThat(hook.partitions())
                .hasSize(12)
                .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
        Config chat = configOf("smartsupp.conversation.chat.v1");
        assertThat(chat.get("cleanup.policy").value()).isEqualTo("compact,delete");
        assertThat(chat.get("retention.ms").value())
                .isEqualTo("" + Duration.ofDays(28).toMillis());
        assertThat(chat.get("min.insync.replicas").value()).isEqualTo("2");
        assertThat(chat.get("max.message.bytes").value()).isEqualTo("1000000");
        assertThat(report.actions())
                .filteredOn(action -> action.kind() == Kind.TOPIC_CREATED)
                .hasSize(Topic.values().length);
    }

    @Test
    void everySubjectIsFullyCompatibleAndHasItsSchema() {
        ProvisionReport report = provision();

        assertThat(report.schemaIds()).hasSize(Topic.values().length - 1).allSatisfy((subject, id) -> {
            assertThat(registry.compatibility(subject)).contains("FULL_TRANSITIVE");
            assertThat(registry.latest(subject))
                    .hasValueSatisfying(latest -> assertThat(latest.id()).isEqualTo(id));
        });
    }

    @Test
    void conversationsHaveOneIdUnderAllTheirSubjects() {
        ProvisionReport report = provision();

        assertThat(List.of(
                        "hook",
                        "conversation.chat",
                        "conversation.missed",
                        "conversation.offline",
                        "conversation.unclassified"))
                .extracting(topic -> report.schemaIds().get("smartsupp." + topic + ".v1-value"))
                .containsOnly(report.schemaIds().get("smartsupp.hook.v1-value"));
    }

    @Test
    void aSecondRunChangesNothing() {
        Map<String, Integer> ids = provision().schemaIds();

        ProvisionReport second = provision();

        assertThat(second.actions()).isEmpty();
        assertThat(second.changedNothing()).isTrue();
        assertThat(second.schemaIds()).isEqualTo(ids);
        assertThat(second).hasToString("topics and schemas were in place");
    }

    @Test
    void differingConfigIsCorrectedAndTheRestLeftAlone() throws Exception {
        // Given
        given(
                admin,
                new NewTopic("smartsupp.conversation.chat.v1", 12, (short) 3)
                        .configs(Map.of(
                                "cleanup.policy", "delete,compact", "retention.ms", "1", "segment.ms", "60000")));

        // When
        ProvisionReport report = provision();

        // Then
        assertThat(configOf("smartsupp.conversation.chat.v1")
                        .get("retention.ms")
                        .value())
                .isEqualTo("" + Duration.ofDays(28).toMillis());
        assertThat(configOf("smartsupp.conversation.chat.v1").get("segment.ms").value())
                .isEqualTo("60000");
        assertThat(report.actions())
                .filteredOn(action -> action.kind() == Kind.TOPIC_CONFIG_CHANGED)
                .singleElement()
                .extracting(Action::detail)
                .asString()
                .contains("retention.ms 1 -> 2419200000")
                .doesNotContain("cleanup.policy");
    }

    @Test
    void partitionsAndReplicationOfAnExistingTopicAreReportedAndKept() throws Exception {
        given(admin, new NewTopic("smartsupp.hook.v1", 5, (short) 1));

        ProvisionReport report = provision();

        assertThat(report.actions())
                .contains(new Action(
                        Kind.TOPIC_DIFFERS,
                        "smartsupp.hook.v1",
                        "kept with 5 partitions and replication 1 (a new one would have 12 and 3)"));
        assertThat(provision().changedNothing()).isTrue();
    }

    @Test
    void anotherLevelOfCompatibilityIsRaised() {
        registry.setCompatibility("smartsupp.hook.v1-value", "NONE");

        assertThat(provision().actions())
                .contains(new Action(Kind.COMPATIBILITY_SET, "smartsupp.hook.v1-value", "NONE -> FULL_TRANSITIVE"));
    }

    @Test
    void anIncompatibleSchemaIsExplained() {
        registry.register("smartsupp.hook.v1-value", Schema.create(Schema.Type.STRING));

        assertThatThrownBy(this::provision)
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("subject smartsupp.hook.v1-value")
                .hasMessageContaining("expected: FULL_TRANSITIVE");
    }

    @Test
    void anUnreachableRegistryIsNamed() {
        registry.setReachable(false);

        assertThatThrownBy(this::provision)
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("schema registry in memory");
    }

    @Test
    void aSilentBrokerIsExplained() {
        admin.timeoutNextRequest(1);

        assertThatThrownBy(this::provision)
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Kafka did not answer within 30 s (check kafka.bootstrap.servers");
    }

    @Test
    void tooFewBrokersAreExplained() {
        ProvisionConfig tooMany = ProvisionConfig.of(TopicNames.DEFAULT, 4, MAX_MESSAGE);

        assertThatThrownBy(() -> new Provisioner(admin, registry, tooMany).provision())
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("cannot create topic smartsupp.hook.v1: InvalidReplicationFactorException");
    }

    @Test
    void oneBrokerNeedsOneCopyInSync() {
        assertThat(ProvisionConfig.of(TopicNames.DEFAULT, 1, MAX_MESSAGE).minInSyncReplicas())
                .isEqualTo(1);
        assertThat(ProvisionConfig.of(TopicNames.DEFAULT, 3, MAX_MESSAGE).minInSyncReplicas())
                .isEqualTo(2);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThatThrownBy(() -> ProvisionConfig.of(TopicNames.DEFAULT, 0, MAX_MESSAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replication: 0 (expected: 1 or more)");
    }
}
