/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.local.simulator.HookStream;
import dev.chatstream.local.simulator.SimulatedConversation;
import dev.chatstream.local.simulator.SimulatedConversation.Kind;
import dev.chatstream.local.simulator.SimulatedHook;
import dev.chatstream.schemas.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Simulated hooks: what the pipeline makes of them is what the simulation knows to be true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    private static final int HOOKS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestRun run;

    @BeforeAll
    void start() {
        run = TestRun.fresh("demo");
    }

    @AfterAll
    void stop() {
        run.close();
    }

    @Test
    void every_simulated_hook_is_stored_and_counted_as_what_it_is() {
        // Given: all of them within the last hour, also at night, when it takes 22 minutes until so many have come
        HookStream stream = new HookStream(42, Instant.now().minus(Duration.ofMinutes(30)), 1);
        List<SimulatedHook> hooks = Stream.generate(stream::next).limit(HOOKS).toList();

        // When
        List<Integer> answers =
                hooks.stream().map(hook -> run.post(hook.body()).statusCode()).toList();

        // Then
        assertThat(answers).containsOnly(200);
        Collection<SimulatedConversation> truth = finalTruth(hooks);
        await().atMost(PATIENCE).until(() -> keys(Topic.CONVERSATION_FACTS).size() == truth.size());
        await().atMost(PATIENCE).untilAsserted(() -> assertTypeTopics(truth));
        truth.stream()
                .collect(Collectors.groupingBy(SimulatedConversation::accountId))
                .forEach((account, ofAccount) ->
                        await().atMost(PATIENCE).untilAsserted(() -> assertSummary(account, ofAccount)));
    }

    private void assertTypeTopics(Collection<SimulatedConversation> truth) {
        assertThat(keys(Topic.CONVERSATION_CHAT)).isEqualTo(ids(truth, kept -> typeIs(kept, Kind.CHAT)));
        assertThat(keys(Topic.CONVERSATION_MISSED)).isEqualTo(ids(truth, kept -> typeIs(kept, Kind.MISSED)));
        assertThat(keys(Topic.CONVERSATION_OFFLINE)).isEqualTo(ids(truth, kept -> typeIs(kept, Kind.OFFLINE)));
        assertThat(keys(Topic.CONVERSATION_UNCLASSIFIED))
                .isEqualTo(ids(truth, kept -> typeIs(kept, Kind.UNCLASSIFIED)));
    }

    private void assertSummary(long account, List<SimulatedConversation> truth) {
        JsonNode summary = TestRun.json(run.summary(account, "PT1H").body());
        JsonNode counts = summary.path("counts");
        assertThat(counts.path("total").asInt()).isEqualTo(truth.size());
        assertThat(counts.path("endedUnanswered").asLong())
                .isEqualTo(truth.stream()
                        .filter(SimulatedConversation::endedUnanswered)
                        .count());
        assertThat(counts.path("triggered").asLong())
                .isEqualTo(
                        truth.stream().filter(SimulatedConversation::triggered).count());
        List<Integer> ratings = truth.stream()
                .map(SimulatedConversation::rating)
                .filter(Objects::nonNull)
                .toList();
        assertThat(summary.path("rating").path("n").asInt()).isEqualTo(ratings.size());
        ratings.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach((rating, n) -> assertThat(summary.path("rating")
                                .path("counts")
                                .path(rating.toString())
                                .asLong())
                        .isEqualTo(n));
        assertThat(summary.path("responseTime").path("n").asLong())
                .isEqualTo(truth.stream()
                        .filter(kept -> kept.kind() == Kind.CHAT)
                        .mapToLong(kept -> kept.gaps().size())
                        .sum());
    }

    /** Per conversation what its last hook told. */
    private static Collection<SimulatedConversation> finalTruth(List<SimulatedHook> hooks) {
        Map<String, SimulatedConversation> truth = new LinkedHashMap<>();
        for (SimulatedHook hook : hooks) {
            truth.merge(id(hook.truth()), hook.truth(), (known, later) -> later.rating() == null ? known : later);
        }
        return truth.values();
    }

    /** The type by the contract's order: a chat whose end nobody answered counts as missed. */
    private static boolean typeIs(SimulatedConversation conversation, Kind kind) {
        Kind actual = conversation.endedUnanswered() ? Kind.MISSED : conversation.kind();
        return actual == kind;
    }

    private static Set<String> ids(Collection<SimulatedConversation> truth, Predicate<SimulatedConversation> which) {
        return truth.stream().filter(which).map(DemoIT::id).collect(Collectors.toSet());
    }

    private static String id(SimulatedConversation conversation) {
        return conversation.accountId() + ":" + conversation.channelId() + ":"
                + conversation.beginAt().toEpochMilli();
    }

    private Set<String> keys(Topic topic) {
        return run.topics().all(topic).stream().map(ConsumerRecord::key).collect(Collectors.toSet());
    }
}
