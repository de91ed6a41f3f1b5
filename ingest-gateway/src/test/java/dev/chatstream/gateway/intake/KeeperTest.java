/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.spool.RunningSpool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
    private static final Publish FOR_GOOD = new Publish.Refused(Refusal.FOR_GOOD);

    @TempDir
    private Path folder;

    private final List<Consumer<Publish>> asked = new CopyOnWriteArrayList<>();
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    private void take(RunningSpool running) {
        HookMetrics metrics = new HookMetrics(running.meters);
        Keeper keeper = new Keeper(
                new Recording(100_000, new BugLog()),
                (outgoing, whenDone) -> asked.add(whenDone),
                () -> Optional.of(new SchemaIds(1, 2, 3)),
                new Breaker(() -> true),
                Optional.of(running.spool),
                metrics);
        new HookIntake(new Judge(new HookParser(100_000)::parse, new BugLog()), keeper, metrics)
                .take(RunningSpool.delivery(HookTexts.bytes(HookTexts.hookWith(""))), account -> true, outcomes::add);
    }

    @Test
    void doesNotWaitForKafkaTwiceWhenTheFirstRefusalTookLong() throws Exception {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            take(running);
            await().pollDelay(Duration.ofMillis(700)).until(() -> !asked.isEmpty());

            // When
            asked.get(0).accept(FOR_GOOD);

            // Then
            await().until(() -> !outcomes.isEmpty());
            assertThat(outcomes).singleElement().isInstanceOf(Outcome.Rejected.class);
            assertThat(asked).hasSize(1);
            assertThat(running.all())
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.entry().rejection()).isPresent());
        }
    }

    @Test
    void asksForQuarantineAtOnceWhenTheRefusalCameAtOnce() {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            take(running);

            // When
            asked.get(0).accept(FOR_GOOD);
            assertThat(asked).hasSize(2);
            asked.get(1).accept(new Publish.Stored());

            // Then
            assertThat(outcomes).singleElement().isInstanceOf(Outcome.Rejected.class);
        }
    }
}
