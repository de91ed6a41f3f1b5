/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.local.part.PartName;
import dev.chatstream.systemtests.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every hook answered 200 is in its topic exactly as sent, whatever fails meanwhile. Each phase sends numbered bodies,
 * breaks something, mends it, and then looks for every number. The phases need nothing of each other; their order is
 * that of the table.
 */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultOracleIT {
    private static final int SOME = 600;
    private static final int HELD_UP = 20;
    private static final int BURST = 6_000;
    private static final int AT_LEAST = 20_000;
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    private Stage stage;
    private Instance gateway;

    @BeforeAll
    void start() {
        stage = new Stage("faults");
        gateway = stage.gateway();
    }

    @AfterAll
    @SuppressWarnings("SystemOut")
    void stop() throws IOException {
        stage.close();
        String table = Table.of(stage.rows());
        System.out.println(table);
        Files.writeString(Path.of("target", "fault-oracle.txt"), table);
    }

    @Test
    @Order(1)
    void the_broker_is_killed_and_restarted() {
        // Given
        Ledger before = gateway.ledger();
        try (Load load = stage.load(gateway)) {
            Stage.awaitMore(load, Reply.STORED, SOME);

            // When
            stage.kill(PartName.BROKER);
            Stage.awaitMore(load, Reply.SPOOLED, SOME);
            stage.restart(PartName.BROKER);

            // Then
            Stage.awaitMore(load, Reply.STORED, SOME);
            List<Answer> answers = load.stop();
            gateway.awaitDrained();
            Row row = stage.judge("broker SIGKILL, restart", answers, "");
            assertThat(row.settled()).isEqualTo(row.sent());
            gateway.mustAgree(before, answers);
        }
    }

    @Test
    @Order(2)
    void the_gateway_is_killed_and_restarted() {
        try (Load load = stage.load(gateway)) {
            // Given
            Stage.awaitMore(load, Reply.STORED, SOME);

            // When
            gateway.part().kill();
            Stage.awaitMore(load, Reply.NO_ANSWER, 100);
            long born = System.nanoTime();
            gateway.startReady();

            // Then
            Stage.awaitMore(load, Reply.STORED, SOME);
            List<Answer> answers = load.stop();
            gateway.awaitDrained();
            Row row = stage.judge("gateway SIGKILL, restart", answers, "ledger: second life");
            assertThat(row.settled() + row.told(Reply.NO_ANSWER)).isEqualTo(row.sent());
            gateway.mustAgree(since(born, answers));
        }
    }

    @Test
    @Order(3)
    void the_gateway_is_killed_and_restarted_while_the_broker_is_away() {
        try (Load load = stage.load(gateway)) {
            // Given
            stage.kill(PartName.BROKER);
            Stage.awaitMore(load, Reply.SPOOLED, SOME);

            // When
            gateway.part().kill();
            Stage.awaitMore(load, Reply.NO_ANSWER, 100);
            long born = System.nanoTime();
            gateway.startReady();
            Stage.awaitMore(load, Reply.SPOOLED, SOME);
            stage.restart(PartName.BROKER);

            // Then
            Stage.awaitMore(load, Reply.STORED, SOME);
            List<Answer> answers = load.stop();
            gateway.awaitDrained();
            Row row = stage.judge("gateway SIGKILL, restart, no broker", answers, "ledger: second life");
            assertThat(row.settled() + row.told(Reply.NO_ANSWER)).isEqualTo(row.sent());
            gateway.mustAgree(since(born, answers));
            assertThat(gateway.ledger().found()).isGreaterThanOrEqualTo(SOME);
        }
    }

    /** With two gateways, each with a spool of its own; one of them takes a burst meanwhile. */
    @Test
    @Order(4)
    void the_broker_is_away_for_a_minute() {
        try (Instance other = stage.anotherGateway("faults-other", Map.of())) {
            // Given
            other.startReady();
            Ledger before = gateway.ledger();
            Ledger otherBefore = other.ledger();
            try (Load load = stage.load(gateway, other)) {
                Stage.awaitMore(load, Reply.STORED, SOME);

                // When
                stage.kill(PartName.BROKER);
                long away = System.nanoTime();
                Stage.awaitMore(load, Reply.SPOOLED, SOME);
                Measured burst = burst();
                Stage.await("the end of the outage", () -> System.nanoTime() - away >= OUTAGE.toNanos());
                stage.restart(PartName.BROKER);
                double drained = gateway.ledger().waiting() / seconds(gateway.awaitDrained());

                // Then
                Stage.awaitMore(load, Reply.STORED, SOME);
                List<Answer> answers = Stream.concat(load.stop().stream(), burst.answers().stream())
                        .toList();
                gateway.awaitDrained();
                other.awaitDrained();
                Row row = stage.judge(
                        "broker away 60 s, two gateways",
                        answers,
                        "spooled %.0f/s in a burst, drained %.0f/s".formatted(burst.perSecond(), drained));
                assertThat(row.settled()).isEqualTo(row.sent()).isGreaterThanOrEqualTo(AT_LEAST);
                gateway.mustAgree(before, from(gateway, answers));
                other.mustAgree(otherBefore, from(other, answers));
            }
        }
    }

    /** Hooks are spooled, then refused; a crash and no room to write change nothing in that all of them are drained. */
    @Test
    @Order(5)
    void the_disk_of_the_spool_is_full_and_the_gateway_is_killed() {
        try (SmallDisk disk = SmallDisk.at(TestRun.dataFolder("faults-disk"));
                Instance small = stage.anotherGateway("faults-full", disk.settings())) {
            // Given
            small.startReady();
            stage.kill(PartName.BROKER);
            List<Answer> untilFull;
            try (Load burst = stage.burst(small)) {
                Stage.awaitMore(burst, Reply.REFUSED, SOME);
                untilFull = burst.stop();
            }
            Stage.await("a gateway that is not ready", () -> !small.ready());
            small.mustAgree(untilFull);

            // When
            small.part().kill();
            small.part().start();
            Stage.await("what the first life has left", () -> small.ledger().found() > 0);
            stage.restart(PartName.BROKER);
            small.awaitDrained();
            Stage.await("room in the spool", small::spoolTakesHooks);

            // Then
            stage.kill(PartName.BROKER);
            List<Answer> afterwards;
            try (Load load = stage.load(small)) {
                Stage.awaitMore(load, Reply.SPOOLED, SOME);
                afterwards = load.stop();
            }
            stage.restart(PartName.BROKER);
            small.awaitDrained();
            List<Answer> answers =
                    Stream.concat(untilFull.stream(), afterwards.stream()).toList();
            Row row = stage.judge("spool's disk full, gateway SIGKILL", answers, disk.kind());
            assertThat(row.settled() + row.told(Reply.REFUSED)).isEqualTo(row.sent());
            assertThat(afterwards).noneMatch(answer -> answer.reply() == Reply.REFUSED);
            small.mustAgree(afterwards);
        }
    }

    @Test
    @Order(6)
    void the_registry_is_away_at_the_first_start() {
        try (Instance fresh = stage.anotherGateway("faults-fresh", Map.of())) {
            // Given
            stage.kill(PartName.REGISTRY);

            // When
            fresh.startReady();
            try (Load load = stage.load(fresh)) {
                Stage.awaitMore(load, Reply.SPOOLED, SOME);
                stage.restart(PartName.REGISTRY);

                // Then
                Stage.awaitMore(load, Reply.STORED, SOME);
                List<Answer> answers = load.stop();
                fresh.awaitDrained();
                Row row = stage.judge("registry away at the first start", answers, "");
                assertThat(row.settled()).isEqualTo(row.sent());
                fresh.mustAgree(answers);
            }
        }
    }

    @Test
    @Order(7)
    void the_registry_is_away_at_a_later_start() {
        // Given
        gateway.part().stop();
        stage.kill(PartName.REGISTRY);

        // When
        gateway.startReady();
        try (Load load = stage.load(gateway)) {
            Stage.awaitMore(load, Reply.STORED, SOME);

            // Then
            List<Answer> answers = load.stop();
            stage.restart(PartName.REGISTRY);
            gateway.awaitDrained();
            Row row = stage.judge("registry away at a later start", answers, "ids remembered");
            assertThat(row.settled()).isEqualTo(row.sent());
            gateway.mustAgree(answers);
        }
    }

    /**
     * Whose head the gateway had accepted before it was asked to stop gets an answer, and so does everybody it took.
     */
    @Test
    @Order(8)
    void the_gateway_is_stopped_in_order_and_started_again() throws IOException {
        try (Load load = stage.load(gateway);
                HeldUp begun = HeldUp.of(stage, HELD_UP)) {
            // Given
            Stage.awaitMore(load, Reply.STORED, SOME);

            // When
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> gateway.part().stop());
            Stage.await("a gateway that is not ready", () -> !gateway.ready());
            List<Answer> held = begun.finish();
            stopped.join();
            assertThat(gateway.log()).content().contains("stopped: every hook was answered");
            gateway.startReady();

            // Then
            Stage.awaitMore(load, Reply.STORED, SOME);
            List<Answer> answers =
                    Stream.concat(load.stop().stream(), held.stream()).toList();
            gateway.awaitDrained();
            Row row = stage.judge("gateway SIGTERM, restart", answers, "");
            assertThat(held).extracting(Answer::reply).containsOnly(Reply.STORED);
            assertThat(row.untold()).isZero();
            assertThat(row.settled() + row.told(Reply.NO_ANSWER)).isEqualTo(row.sent());
        }
    }

    /** As many hooks as the gateway takes while there is no broker. */
    private Measured burst() {
        try (Load burst = stage.burst(gateway)) {
            long begin = System.nanoTime();
            Stage.awaitMore(burst, Reply.SPOOLED, BURST);
            List<Answer> answers = burst.stop();
            return new Measured(answers, answers.size() / seconds(Duration.ofNanos(System.nanoTime() - begin)));
        }
    }

    private record Measured(List<Answer> answers, double perSecond) {}

    private static double seconds(Duration time) {
        return Math.max(1, time.toMillis()) / 1000.0;
    }

    private static List<Answer> since(long nanos, List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.answeredNanos() - nanos >= 0)
                .toList();
    }

    private static List<Answer> from(Instance gateway, List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.port() == gateway.hooksPort())
                .toList();
    }
}
