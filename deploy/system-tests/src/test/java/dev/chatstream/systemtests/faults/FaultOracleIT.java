/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.local.LocalPipeline;
import dev.chatstream.local.part.Part;
import dev.chatstream.local.part.PartName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every hook answered 200 is in its topic exactly as sent, whatever fails meanwhile. Each phase sends numbered bodies,
 * breaks something, mends it, and then looks for every number.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultOracleIT {
    private static final int SOME = 600;
    private static final int HELD_UP = 20;

    private Stage stage;

    @BeforeAll
    void start() {
        stage = new Stage("faults");
    }

    @AfterAll
    @SuppressWarnings("SystemOut")
    void stop() {
        stage.close();
        System.out.println(Table.of(stage.rows()));
    }

    @Test
    void the_broker_is_killed_and_restarted() {
        // Given
        Ledger before = stage.ledger();
        try (Load load = stage.load()) {
            Stage.awaitMore(load, Reply.STORED, SOME);

            // When
            stage.part(PartName.BROKER).kill();
            Stage.awaitMore(load, Reply.REFUSED, SOME);
            stage.pipeline().restart(PartName.BROKER);

            // Then
            Stage.awaitMore(load, Reply.STORED, SOME);
            List<Answer> answers = load.stop();
            Row row = stage.judge("broker SIGKILL", answers, "");
            assertThat(row.told(Reply.NO_ANSWER)).isZero();
            assertThat(stage.ledger().minus(before)).isEqualTo(Ledger.told(answers));
        }
    }

    @Test
    void the_gateway_is_killed_and_restarted() {
        // Given
        try (Load load = stage.load()) {
            Stage.awaitMore(load, Reply.STORED, SOME);

            // When
            stage.part(PartName.GATEWAY).kill();
            Stage.awaitMore(load, Reply.NO_ANSWER, 100);
            long born = System.nanoTime();
            stage.pipeline().restart(PartName.GATEWAY);

            // Then
            Stage.awaitMore(load, Reply.STORED, SOME);
            List<Answer> answers = load.stop();
            stage.judge("gateway SIGKILL", answers, "ledger: second life only");
            List<Answer> ofSecondLife = answers.stream()
                    .filter(answer -> answer.answeredNanos() - born >= 0)
                    .toList();
            assertThat(stage.ledger()).isEqualTo(Ledger.told(ofSecondLife));
        }
    }

    /**
     * Whose head the gateway had accepted before it was asked to stop gets an answer, and so does everybody it took.
     */
    @Test
    void the_gateway_is_stopped_in_order_and_started_again() throws IOException {
        try (Load load = stage.load();
                HeldUp begun = HeldUp.of(stage, HELD_UP)) {
            // Given
            Stage.awaitMore(load, Reply.STORED, SOME);

            // When
            Part gateway = stage.part(PartName.GATEWAY);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::stop);
            Stage.await(
                    "refusal of new connections",
                    () -> !Meters.ready(stage.pipeline().ports().gatewayOps()));
            List<Answer> held = begun.finish();
            stopped.join();
            stage.pipeline().restart(PartName.GATEWAY);

            // Then
            Stage.awaitMore(load, Reply.STORED, SOME);
            assertThat(held).extracting(Answer::reply).containsOnly(Reply.STORED);
            List<Answer> answers =
                    Stream.concat(load.stop().stream(), held.stream()).toList();
            Row row = stage.judge("gateway SIGTERM", answers, "");
            assertThat(row.untold()).isZero();
            assertThat(stage.pipeline().data().log("gateway")).content().contains("stopped: every hook was answered");
        }
    }

    @Test
    void one_of_two_gateways_is_killed_for_good() {
        try (LocalPipeline other = stage.anotherGateway("faults-other", Map.of())) {
            // Given
            other.start();
            Ledger before = stage.ledger();
            try (Load load = stage.load(List.of(stage.hooksPort(), other.ports().gateway()))) {
                Stage.awaitMore(load, Reply.STORED, SOME);

                // When
                other.part(PartName.GATEWAY).kill();

                // Then
                Stage.awaitMore(load, Reply.NO_ANSWER, 100);
                List<Answer> answers = load.stop();
                stage.judge("one of two gateways SIGKILL", answers, "ledger: the other one only");
                List<Answer> ofFirst = answers.stream()
                        .filter(answer -> answer.port() == stage.hooksPort())
                        .toList();
                assertThat(ofFirst).noneMatch(answer -> answer.reply() == Reply.NO_ANSWER);
                assertThat(stage.ledger().minus(before)).isEqualTo(Ledger.told(ofFirst));
            }
        }
    }

    @Test
    void the_registry_is_away() {
        // Given
        Ledger before = stage.ledger();
        stage.part(PartName.REGISTRY).kill();
        try (Load load = stage.load()) {

            // When
            Stage.awaitMore(load, Reply.STORED, SOME);
            List<Answer> answers = load.stop();
            stage.pipeline().restart(PartName.REGISTRY);

            // Then
            Row row = stage.judge("registry away", answers, "");
            assertThat(row.told(Reply.STORED) + row.told(Reply.QUARANTINED)).isEqualTo(row.sent());
            assertThat(stage.ledger().minus(before)).isEqualTo(Ledger.told(answers));
        }
    }
}
