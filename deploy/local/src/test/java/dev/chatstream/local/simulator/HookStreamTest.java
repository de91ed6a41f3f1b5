/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.local.simulator.SimulatedConversation.Kind;
import dev.chatstream.local.simulator.SimulatedHook.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HookStreamTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_same_seed_gives_the_same_hooks_byte_for_byte() {
        // When
        List<SimulatedHook> first = hooks(7, 2_000);
        List<SimulatedHook> second = hooks(7, 2_000);

        // Then
        for (int index = 0; index < first.size(); index++) {
            assertThat(second.get(index).body()).isEqualTo(first.get(index).body());
            assertThat(second.get(index).sentAt()).isEqualTo(first.get(index).sentAt());
        }
    }

    @Test
    void another_seed_gives_other_hooks() {
        // When
        List<SimulatedHook> one = hooks(1, 100);
        List<SimulatedHook> two = hooks(2, 100);

        // Then
        assertThat(one.stream().map(SimulatedHook::body))
                .doesNotContainAnyElementsOf(
                        two.stream().map(SimulatedHook::body).toList());
    }

    @Test
    void hooks_come_in_the_order_they_are_posted_and_never_before_their_conversation_ended() {
        // When
        List<SimulatedHook> hooks = hooks(3, 5_000);

        // Then
        assertThat(hooks).isSortedAccordingTo(Comparator.comparing(SimulatedHook::sentAt));
        assertThat(hooks)
                .allSatisfy(hook ->
                        assertThat(hook.sentAt()).isAfterOrEqualTo(hook.truth().endAt()));
        assertThat(hooks)
                .extracting(SimulatedHook::sequence)
                .startsWith(0L, 1L, 2L)
                .doesNotHaveDuplicates();
    }

    @Test
    void every_hook_has_what_the_contract_requires() {
        // When
        List<SimulatedHook> hooks = hooks(4, 5_000);

        // Then
        assertThat(hooks).allSatisfy(hook -> {
            JsonNode body = json(hook);
            assertThat(body.path("accountId").isIntegralNumber()).isTrue();
            assertThat(body.path("beginAt").asLong())
                    .isPositive()
                    .isLessThanOrEqualTo(body.path("endAt").asLong());
            assertThat(body.path("channel").path("id").isIntegralNumber()).isTrue();
            assertThat(body.path("messages")).isNotEmpty();
            assertThat(flags(body)).as("at most one of offline and chat").isLessThanOrEqualTo(1);
            assertThat(body.path("visitor").has("groupKey")).isEqualTo(hook.legacy());
        });
    }

    @Test
    void messages_stand_in_their_order_between_begin_and_end() {
        // When
        List<SimulatedHook> hooks = hooks(5, 2_000);

        // Then
        assertThat(hooks).allSatisfy(hook -> {
            JsonNode body = json(hook);
            List<Long> times =
                    body.findValues("sentAt").stream().map(JsonNode::asLong).toList();
            assertThat(times).isSorted();
            assertThat(times.get(0)).isEqualTo(body.path("beginAt").asLong());
            assertThat(times.get(times.size() - 1)).isEqualTo(body.path("endAt").asLong());
        });
    }

    @Test
    void a_redelivery_repeats_the_bytes_and_a_late_rating_changes_them_for_the_same_conversation() {
        // Given
        List<SimulatedHook> hooks = hooks(6, 20_000);
        Map<String, SimulatedHook> ended = hooks.stream()
                .filter(hook -> hook.cause() == Cause.ENDED)
                .collect(Collectors.toMap(HookStreamTest::conversation, Function.identity()));

        // When
        List<SimulatedHook> again = of(hooks, Cause.REDELIVERY);
        List<SimulatedHook> rated = of(hooks, Cause.LATE_RATING);

        // Then
        assertThat(again)
                .isNotEmpty()
                .allSatisfy(hook ->
                        assertThat(hook.body()).isEqualTo(original(ended, hook).body()));
        assertThat(rated).isNotEmpty().allSatisfy(hook -> {
            assertThat(original(ended, hook).truth().rating()).isNull();
            assertThat(hook.truth().rating()).isBetween(1, 5);
            assertThat(hook.body()).isNotEqualTo(original(ended, hook).body());
        });
    }

    @Test
    void the_mix_is_a_shop_s_day() {
        // When
        List<SimulatedHook> ended = of(hooks(8, 20_000), Cause.ENDED);

        // Then
        assertThat(ended.stream().map(hook -> hook.truth().kind()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Kind.values());
        assertThat(ended.stream().map(hook -> hook.truth().accountId()).collect(Collectors.toSet()))
                .hasSize(6)
                .doesNotContain(208L);
        assertThat(share(ended, hook -> hook.truth().kind() == Kind.CHAT)).isCloseTo(0.82, within(0.03));
        assertThat(share(ended, SimulatedHook::legacy)).isBetween(0.05, 0.3);
        assertThat(share(ended, hook -> hook.truth().endedUnanswered())).isBetween(0.02, 0.08);
        assertThat(share(ended, hook -> hook.truth().triggered())).isBetween(0.3, 0.45);
    }

    @Test
    void the_rate_follows_the_day_and_is_the_wanted_one_on_average() {
        // Given
        Instant midnight = Instant.parse("2026-11-20T00:00:00Z");

        // When
        List<Instant> day = Stream.generate(new HookStream(9, midnight, 0.5)::next)
                .takeWhile(hook -> hook.truth().endAt().isBefore(midnight.plus(Duration.ofDays(1))))
                .filter(hook -> hook.cause() == Cause.ENDED)
                .map(SimulatedHook::sentAt)
                .toList();

        // Then
        assertThat(day.size() / 86_400.0).isCloseTo(0.5, within(0.02));
        assertThat(day.stream().filter(hourIn(Set.of(18, 19))).count())
                .isGreaterThan(3 * day.stream().filter(hourIn(Set.of(2, 3))).count());
    }

    private static Predicate<Instant> hourIn(Set<Integer> hours) {
        return instant -> hours.contains(instant.atOffset(ZoneOffset.UTC).getHour());
    }

    private static List<SimulatedHook> hooks(long seed, int count) {
        return Stream.generate(new HookStream(seed, NOON, 10)::next)
                .limit(count)
                .toList();
    }

    private static List<SimulatedHook> of(List<SimulatedHook> hooks, Cause cause) {
        return hooks.stream().filter(hook -> hook.cause() == cause).toList();
    }

    private static double share(List<SimulatedHook> hooks, Predicate<SimulatedHook> of) {
        return hooks.stream().filter(of).count() / (double) hooks.size();
    }

    private static SimulatedHook original(Map<String, SimulatedHook> ended, SimulatedHook hook) {
        return Objects.requireNonNull(ended.get(conversation(hook)));
    }

    private static String conversation(SimulatedHook hook) {
        return hook.truth().accountId() + ":" + hook.truth().channelId() + ":"
                + hook.truth().beginAt().toEpochMilli();
    }

    private static int flags(JsonNode body) {
        JsonNode channel = body.path("channel");
        return (channel.path("isChat").asBoolean() ? 1 : 0)
                + (channel.path("isOffline").asBoolean() ? 1 : 0);
    }

    private static JsonNode json(SimulatedHook hook) {
        try {
            return JSON.readTree(hook.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
