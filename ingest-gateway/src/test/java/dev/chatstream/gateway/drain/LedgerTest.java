/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.intake.BugLog;
import dev.chatstream.gateway.intake.HookIntake;
import dev.chatstream.gateway.intake.Keeper;
import dev.chatstream.gateway.intake.Outcome;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.spool.RunningSpool;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever Kafka does, and with a spool that fills up, every hook is accounted for, and what was promised is kept. */
class LedgerTest {
    private static final int MAX_RECORD = 100_000;
    private static final int HOOKS = 3000;
    private static final long SEED = 20_261_120L;

    @TempDir
    private Path folder;

    private final Kafka kafka = new Kafka();
    private final Random random = new Random(SEED);
    private final Recording recording = new Recording(MAX_RECORD, new BugLog());
    private final Judge judge = new Judge(new HookParser(MAX_RECORD)::parse, new BugLog());
    private volatile boolean gentle;
    private final Set<String> promised = new ConcurrentSkipListSet<>();
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    private Publish moody(OutgoingRecord outgoing) {
        return switch (random.nextInt(gentle ? 600 : 12)) {
            case 0 -> Kafka.refused(Refusal.ACK_TIMEOUT);
            case 1 -> Kafka.refused(Refusal.KAFKA_ERROR);
            case 2 -> Kafka.refused(Refusal.FOR_GOOD);
            default -> Kafka.STORED;
        };
    }

    private void take(HookIntake intake, String text) {
        Delivery delivery = new Delivery(HookTexts.bytes(text), "shop", Instant.EPOCH, null, null);
        intake.take(delivery, account -> true, outcome -> {
            if (!(outcome instanceof Outcome.Refused)) {
                promised.add(delivery.eventId());
            }
            outcomes.add(outcome);
        });
    }

    private static double count(RunningSpool running, String name) {
        return running.meters.find("chatstream.gateway." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static String text(int number) {
        return number % 10 == 0
                ? "no hook " + number
                : "{\"accountId\":" + number + ",\"beginAt\":1000,\"endAt\":2000,\"channel\":{\"id\":7}}";
    }

    @Test
    void isBalanced() throws Exception {
        // Given: room for a part of the hooks, and a Kafka that fails now and then
        try (RunningSpool running = new RunningSpool(folder, RunningSpool.MEBIBYTE, 0)) {
            Breaker breaker = new Breaker(() -> running.spool.problem().isEmpty());
            Optional<SchemaIds> ids = Optional.of(new SchemaIds(1, 2, 3));
            HookMetrics metrics = new HookMetrics(running.meters);
            Keeper keeper = new Keeper(recording, kafka, () -> ids, breaker, Optional.of(running.spool), metrics);
            HookIntake intake = new HookIntake(judge, keeper, metrics);
            kafka.answer(this::moody);

            // When
            for (int i = 0; i < HOOKS; i++) {
                take(intake, text(i));
                if (i % 100 == 0) {
                    breaker.trip(Refusal.ACK_TIMEOUT);
                } else if (i % 100 == 50) {
                    breaker.close();
                }
            }
            await().until(() -> outcomes.size() == HOOKS);
            drainAll(running, breaker, ids);

            // Then
            assertThat(count(running, "hooks.received")).isEqualTo(HOOKS);
            assertThat(count(running, "hooks.stored")
                            + count(running, "hooks.spooled")
                            + count(running, "hooks.rejected")
                            + count(running, "hooks.refused"))
                    .isEqualTo(HOOKS);
            assertThat(count(running, "hooks.spooled")).isPositive();
            assertThat(count(running, "spool.left"))
                    .isEqualTo(count(running, "hooks.spooled") + count(running, "spool.late"));
            Set<String> found = new TreeSet<>();
            kafka.stored().forEach(outgoing -> found.add(id(outgoing)));
            assertThat(count(running, "spool.left")).isPositive();
            long setAside = running.spool.state().setAside();
            assertThat(promised.stream().filter(id -> !found.contains(id)).count())
                    .isEqualTo(setAside);
        }
    }

    private void drainAll(RunningSpool running, Breaker breaker, Optional<SchemaIds> ids) {
        Drain drain = new Drain(running.spool, judge, recording, () -> ids, kafka, breaker, 50_000);
        gentle = true;
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            drain.round();
            return running.spool.state().hooks() == 0;
        });
    }

    private static String id(OutgoingRecord outgoing) {
        return new String(outgoing.headers().get("ce_id"), StandardCharsets.UTF_8);
    }
}
