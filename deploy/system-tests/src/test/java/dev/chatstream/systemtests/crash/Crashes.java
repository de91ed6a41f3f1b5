/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.local.simulator.Draw;
import dev.chatstream.schemas.registry.RegistryConfig;
import dev.chatstream.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Two processors that take hooks, portion by portion, and are killed while they do. */
final class Crashes implements AutoCloseable {
    static final int HOOKS = 50_000;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Instant start = Instant.now();
    private final Instance first;
    private final Instance second;
    private final SchemaRegistry registry;
    private final Feeder feeder;
    private final Backlog backlog;
    private final Draw draw;
    private final List<Round> rounds;
    private final Traffic traffic;
    private final List<Blow> blows = new ArrayList<>();
    private final long begun;
    private Instant quietSince = Instant.MAX;
    private long done;

    /** What happens to whom while a portion is processed. */
    private enum Round {
        KILL_FIRST,
        KILL_SECOND,
        KILL_BOTH,
        /** Again while it comes back. */
        KILL_FIRST_TWICE,
        KILL_SECOND_TWICE,
        STOP_FIRST
    }

    Crashes(long seed) {
        draw = new Draw(seed);
        rounds = new ArrayList<>(List.of(Round.values()));
        Collections.shuffle(rounds, new Random(seed));
        traffic = new Traffic(seed, start, rounds.size());
        first = Instance.withPipeline("crash-first");
        second = first.another("crash-second");
        registry =
                SchemaRegistry.open(Map.of(RegistryConfig.URL, first.pipeline().registryUrl()));
        URI gateway = URI.create("http://127.0.0.1:" + first.pipeline().ports().gateway() + "/hooks/smartsupp/local");
        feeder = new Feeder(first.pipeline().bootstrapServers(), registry, gateway);
        backlog = new Backlog(first.pipeline().bootstrapServers());
        begun = System.nanoTime();
    }

    /** Lets it all happen, and waits until every hook is processed. */
    void happen() {
        for (int round = 0; round < rounds.size(); round++) {
            int size = HOOKS * (round + 1) / rounds.size() - HOOKS * round / rounds.size();
            List<Runnable> portion = feeder.prepared(traffic.portion(round, size, Instant.now()));
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> feeder.feed(portion));
            await("hooks to process", () -> backlog.behind(backlog.ends(backlog.all())) > 0);
            pass(Duration.ofMillis(draw.between(100, 1_200)));
            happen(rounds.get(round));
            feeding.join();
            // so that both have their share of the next portion
            await("no hook left", () -> backlog.behind(backlog.ends(backlog.all())) == 0);
        }
        quietSince = Instant.now();
    }

    private void happen(Round round) {
        switch (round) {
            case KILL_FIRST -> end(first, second, Blow.KILL);
            case KILL_SECOND -> end(second, first, Blow.KILL);
            case KILL_BOTH -> killBoth();
            case KILL_FIRST_TWICE -> killTwice(first);
            case KILL_SECOND_TWICE -> killTwice(second);
            case STOP_FIRST -> end(first, second, Blow.STOP);
        }
    }

    /** Half of the time the dead comes back only after the other has taken over. */
    private void end(Instance victim, Instance other, String how) {
        Open blow = blow(victim, how, "");
        if (draw.chance(0.5)) {
            await("a takeover", () -> backlog.of(other).equals(backlog.all()));
            blow = blow.noting("the other took over first");
        }
        victim.restart();
        blow.close();
    }

    private void killBoth() {
        Map<TopicPartition, Long> ends = endsOf(second);
        Open one = blow(first, endsOf(first), Blow.KILL, "both at once");
        Open two = blow(second, ends, Blow.KILL, "both at once");
        first.part().start();
        second.restart();
        two.close();
        await("the first one back", () -> first.part().spec().ready().getAsBoolean());
        one.close();
    }

    private void killTwice(Instance victim) {
        Open one = blow(victim, Blow.KILL, "");
        victim.part().start();
        one.close();
        pass(Duration.ofMillis(draw.between(500, 4_000)));
        Open two = blow(victim, Blow.KILL, "while it came back");
        victim.restart();
        two.close();
    }

    /** A blow whose victim is not back yet. */
    private record Open(Crashes crashes, Blow blow, long since) {
        Open noting(String note) {
            Blow noted =
                    new Blow(blow.instance(), blow.how(), blow.at(), blow.behind(), blow.done(), note, blow.back());
            return new Open(crashes, noted, since);
        }

        void close() {
            Duration back = Duration.ofNanos(System.nanoTime() - since);
            crashes.blows.add(
                    new Blow(blow.instance(), blow.how(), blow.at(), blow.behind(), blow.done(), blow.note(), back));
        }
    }

    private Open blow(Instance victim, String how, String note) {
        return blow(victim, endsOf(victim), how, note);
    }

    private Open blow(Instance victim, Map<TopicPartition, Long> ends, String how, String note) {
        long now = System.nanoTime();
        if (how.equals(Blow.KILL)) {
            victim.part().kill();
        } else {
            victim.part().stop();
        }
        long behind = backlog.behind(ends);
        long doneNow = backlog.done();
        long doneSince = doneNow - done;
        done = doneNow;
        Duration at = Duration.ofNanos(now - begun);
        return new Open(this, new Blow(victim.name(), how, at, behind, doneSince, note, Duration.ZERO), now);
    }

    /** Where its partitions end; of all partitions while it has none or its predecessor is still believed alive. */
    private Map<TopicPartition, Long> endsOf(Instance victim) {
        Set<TopicPartition> owned = backlog.of(victim);
        return backlog.ends(owned.isEmpty() ? backlog.all() : owned);
    }

    private static void pass(Duration time) {
        long since = System.nanoTime();
        await("a moment", () -> System.nanoTime() - since > time.toNanos());
    }

    private static void await(String what, Callable<Boolean> holds) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(holds);
    }

    List<Blow> blows() {
        return List.copyOf(blows);
    }

    /** From when on every hook was processed; never, until all has happened. */
    Instant quietSince() {
        return quietSince;
    }

    List<Instance> instances() {
        return List.of(first, second);
    }

    SchemaRegistry registry() {
        return registry;
    }

    Feeder feeder() {
        return feeder;
    }

    Committed topics() {
        return new Committed(first.pipeline().bootstrapServers());
    }

    @Override
    public void close() {
        backlog.close();
        feeder.close();
        registry.close();
        second.pipeline().close();
        first.pipeline().close();
    }
}
