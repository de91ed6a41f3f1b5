/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** What must hold for every set of hooks in every order. */
class PipelinePropertiesTest {
    private static final List<Topic> TYPE_TOPICS = List.of(
            Topic.CONVERSATION_CHAT,
            Topic.CONVERSATION_MISSED,
            Topic.CONVERSATION_OFFLINE,
            Topic.CONVERSATION_UNCLASSIFIED);

    private @Nullable PipelineFixture pipeline;
    private long lastAccount = 1_000;

    @BeforeProperty
    void start() throws IOException {
        pipeline = new PipelineFixture(Files.createTempDirectory("chatstream-properties"));
    }

    @AfterProperty
    void stop() {
        // a property that meets no revision shows nothing
        assertThat(pipeline().hooks("revision")).isPositive();
        assertThat(pipeline().hooks("superseded")).isPositive();
        assertThat(pipeline().hooks("duplicate")).isPositive();
        pipeline().close();
    }

    private PipelineFixture pipeline() {
        return Objects.requireNonNull(pipeline, "started before the first try");
    }

    /** A few conversations, a few contents of each, some received several times at different moments. */
    @Provide
    Arbitrary<List<Conversation>> hooks() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 200_000))
                .as(PipelinePropertiesTest::hook)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** The content is a function of conversation and revision, as the event id is. */
    private static Conversation hook(int channel, int revision, int receivedSecond) {
        int variant = channel * 7 + revision * 3;
        Hooks hook = Hooks.sample()
                .channelId(channel)
                .event(channel + "-" + revision)
                .receivedAt(NOON.plusSeconds(receivedSecond))
                .between(NOON.minusSeconds(60), NOON.plus(Duration.ofMinutes(variant * 5L)))
                .visitor(revision == 2 ? "vip" : null, "CZ")
                .agent(revision, 40_000)
                .channel(c -> c.setRating((long) revision * 2)
                        .setFirstResponse((long) variant)
                        .setIsMissed(variant % 2 == 0)
                        .setIsOffline(variant % 5 == 0));
        return hook.build();
    }

    private static List<Conversation> shuffled(List<Conversation> hooks, long seed) {
        List<Conversation> shuffled = new ArrayList<>(hooks);
        Random random = new Random(seed);
        hooks.stream().filter(hook -> random.nextBoolean()).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** The rule of the contract, said in the plainest way. */
    private static Map<String, Conversation> winners(List<Conversation> hooks) {
        Map<String, Conversation> earliest = new HashMap<>();
        for (Conversation hook : hooks) {
            earliest.merge(hook.getHook().getEventId(), hook, (one, other) -> receivedFirst(one, other) ? one : other);
        }
        Map<String, Conversation> winners = new HashMap<>();
        for (Conversation hook : earliest.values()) {
            winners.merge(
                    hook.getChannel().getId() + "@" + hook.getBeginAt(),
                    hook,
                    (one, other) -> rank().compare(one, other) > 0 ? one : other);
        }
        return winners;
    }

    private static boolean receivedFirst(Conversation one, Conversation other) {
        return one.getHook().getReceivedAt().isBefore(other.getHook().getReceivedAt());
    }

    private static Comparator<Conversation> rank() {
        return Comparator.<Conversation, java.time.Instant>comparing(
                        hook -> hook.getHook().getReceivedAt())
                .thenComparing(hook -> hook.getHook().getEventId());
    }

    @Property(tries = 300)
    void givesTheSameForEveryOrderAndRepetition(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        Outcome straight = run(hooks);
        Outcome other = run(shuffled(hooks, seed));
        assertThat(other.aggregates()).isEqualTo(straight.aggregates());
        assertThat(other.facts()).isEqualTo(straight.facts());
    }

    @Property(tries = 300)
    void countsExactlyTheWinners(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        Map<String, Conversation> winners = winners(hooks);
        Outcome outcome = run(shuffled(hooks, seed));

        Aggregate account = outcome.aggregates().getOrDefault("QUARTER ACCOUNT", Aggregate.ZERO);
        assertThat(account.count(Count.CONVERSATIONS)).isEqualTo(winners.size());
        assertThat(account.count(Count.MISSED))
                .isEqualTo(winners.values().stream()
                        .filter(hook -> hook.getChannel().getIsMissed()
                                && !hook.getChannel().getIsOffline())
                        .count());
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            long rating = stars;
            assertThat(account.ratings(stars))
                    .isEqualTo(winners.values().stream()
                            .filter(hook -> hook.getChannel().getRating() == rating)
                            .count());
        }
        assertThat(outcome.facts().values())
                .extracting(ConversationFacts::getEventId)
                .containsExactlyInAnyOrderElementsOf(winners.values().stream()
                        .map(hook -> hook.getHook().getEventId())
                        .toList());
    }

    @Property(tries = 200)
    void putsEachConversationIntoExactlyOneTypeTopic(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        Outcome outcome = run(shuffled(hooks, seed));
        assertThat(outcome.typed().keySet()).isEqualTo(outcome.facts().keySet());
        outcome.typed().values().forEach(topics -> assertThat(topics).hasSize(1));
    }

    /** What stands in the end: panes by dimension, facts and type topics by conversation. */
    private record Outcome(
            Map<String, Aggregate> aggregates, Map<String, ConversationFacts> facts, Map<String, List<Topic>> typed) {}

    /** Runs the hooks as those of an account of their own, so that one driver serves every try. */
    private Outcome run(List<Conversation> hooks) {
        long account = ++lastAccount;
        hooks.forEach(hook -> pipeline()
                .pipe(Conversation.newBuilder(hook).setAccountId(account).build()));
        Map<String, Aggregate> aggregates = new HashMap<>();
        for (Granularity granularity : Granularity.values()) {
            aggregates.put(granularity + " ACCOUNT", pipeline().counted(account, DimensionKey.ACCOUNT, granularity));
            for (int agent = 1; agent <= 3; agent++) {
                DimensionKey about = DimensionKey.agent("agent:" + agent);
                aggregates.put(granularity + " " + agent, pipeline().counted(account, about, granularity));
            }
        }
        Map<String, ConversationFacts> facts = new HashMap<>();
        pipeline().readFacts().forEach(row -> facts.put(withoutAccount(row.getConversationId()), anonymous(row)));
        return new Outcome(aggregates, facts, typed());
    }

    private static String withoutAccount(String conversationId) {
        return conversationId.substring(conversationId.indexOf(':'));
    }

    private static ConversationFacts anonymous(ConversationFacts row) {
        return ConversationFacts.newBuilder(row)
                .setAccountId(0)
                .setConversationId(withoutAccount(row.getConversationId()))
                .build();
    }

    private Map<String, List<Topic>> typed() {
        Map<String, List<Topic>> typed = new HashMap<>();
        for (Topic topic : TYPE_TOPICS) {
            Map<String, byte[]> last = new HashMap<>();
            for (TestRecord<String, byte[]> record : pipeline().read(topic)) {
                last.put(withoutAccount(record.key()), record.value());
            }
            last.forEach((conversation, value) -> {
                if (value != null) {
                    typed.computeIfAbsent(conversation, none -> new ArrayList<>())
                            .add(topic);
                }
            });
        }
        return typed;
    }
}
