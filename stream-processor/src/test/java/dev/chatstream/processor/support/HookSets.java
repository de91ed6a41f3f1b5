/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.support;

import static dev.chatstream.processor.support.Hooks.NOON;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Random hooks: a few conversations of a few accounts, a few contents of each, some received several times. All are
 * received within {@link #LONGEST_DELAY}, the time that hooks may be on their way without making a difference.
 */
public final class HookSets {
    public static final Duration LONGEST_DELAY = Duration.ofHours(22);

    /** Nothing is received after this. */
    public static final Instant END = NOON.plus(LONGEST_DELAY);

    public static final int ACCOUNTS = 2;
    public static final List<String> AGENTS = List.of("agent:1", "agent:2", "agent:3");
    public static final List<String> GROUPS = List.of("vip", "trial");
    public static final List<String> COUNTRIES = List.of("CZ", "SK");
    public static final List<String> TRIGGERS = List.of("hello", "leaving");

    private static final List<Duration> ENDS = List.of(
            Duration.ofDays(-36),
            Duration.ofHours(-35 * 24 + 11),
            Duration.ofHours(-80),
            Duration.ofHours(-61),
            Duration.ofMinutes(-20),
            Duration.ofHours(5),
            Duration.ofDays(365_000));

    private HookSets() {}

    /** Hooks of the accounts 1 to {@value #ACCOUNTS}. */
    public static Arbitrary<List<Conversation>> any() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, ACCOUNTS),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs().between(0, LONGEST_DELAY.toSeconds()))
                .as(HookSets::hook)
                .list()
                .ofMinSize(1)
                .ofMaxSize(16);
    }

    /** The same hooks, some of them twice, in another order. */
    public static List<Conversation> shuffled(List<Conversation> hooks, long seed) {
        List<Conversation> shuffled = new ArrayList<>(hooks);
        Random random = new Random(seed);
        hooks.stream().filter(hook -> random.nextBoolean()).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** The content is a function of account, channel and revision, as the event id is. */
    static Conversation hook(int account, int channel, int revision, long receivedSecond) {
        Random random = new Random(Objects.hash(account, channel, revision) * 7919L);
        Instant begin = NOON.minus(channel == 1 ? Duration.ofDays(37) : Duration.ofMinutes(21));
        Instant end = NOON.plus(ENDS.get(random.nextInt(ENDS.size()))).minusSeconds(random.nextInt(7_000));
        Hooks hook = Hooks.blank()
                .account(account)
                .channelId(channel)
                .event(account + "-" + channel + "-" + revision)
                .receivedAt(NOON.plusSeconds(receivedSecond))
                .between(begin, end)
                .visitor(pick(random, GROUPS), pick(random, COUNTRIES))
                .channel(c -> c.setIsChat(random.nextInt(3) > 0)
                        .setIsMissed(random.nextInt(3) == 0)
                        .setIsOffline(random.nextInt(5) == 0)
                        .setIsTriggered(random.nextBoolean())
                        .setIsCompleted(random.nextBoolean())
                        .setIsDropped(random.nextBoolean())
                        .setRating(number(random, -1, 6))
                        .setFirstResponse(number(random, -2, 2_000))
                        .setAvgResponse(number(random, -2, 400))
                        .setDuration(number(random, -3, 10_000)));
        int at = 0;
        for (int i = random.nextInt(9); i > 0; i--) {
            at += random.nextInt(100_000) - 5_000;
            message(hook, random, at);
        }
        return hook.build();
    }

    private static void message(Hooks hook, Random random, int at) {
        int agent = 1 + random.nextInt(AGENTS.size());
        switch (random.nextInt(6)) {
            case 0, 1 -> hook.visitor(at);
            case 2, 3 -> hook.agent(agent, at);
            case 4 -> hook.trigger(TRIGGERS.get(random.nextInt(TRIGGERS.size())), at);
            default -> hook.message(MessageType.SYSTEM, "agent:" + agent, "agent.join", at);
        }
    }

    private static @Nullable String pick(Random random, List<String> values) {
        int at = random.nextInt(values.size() + 1);
        return at == values.size() ? null : values.get(at);
    }

    private static @Nullable Long number(Random random, int from, int to) {
        return random.nextInt(5) == 0 ? null : Long.valueOf(from + random.nextInt(to - from + 1));
    }
}
