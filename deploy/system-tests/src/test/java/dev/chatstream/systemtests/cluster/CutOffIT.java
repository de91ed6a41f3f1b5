/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.Sample;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import dev.chatstream.systemtests.TestRun;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An instance that Kafka does not answer goes on answering, and says that others may know more. */
class CutOffIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The shortest that brokers allow unless told otherwise. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    /** For a look, a question and a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(8);

    @Test
    void figures_are_stale_once_the_group_no_longer_waits_for_the_instance_and_fresh_again_afterwards()
            throws Exception {
        // Given
        LocalOptions options = LocalOptions.whole(TestRun.installation(), TestRun.dataFolder("cut-off"), Ports.ANY)
                .withSetting(PartName.PROCESSOR, "kafka.session.timeout.ms", Long.toString(SESSION.toMillis()))
                .withFresh(true);
        try (TestRun run = TestRun.started(options)) {
            assertThat(run.post(Sample.endingAt(Sample.CURRENT, Instant.now())).statusCode())
                    .isEqualTo(200);
            awaitFresh(run);

            // When
            long broker = run.pipeline().part(PartName.BROKER).pid();
            signal("STOP", broker);
            try {
                await().atMost(SESSION.plus(SOON))
                        .untilAsserted(
                                () -> assertThat(summary(run).path("stale").booleanValue())
                                        .isTrue());
                // what was counted is still there
                assertThat(summary(run).at("/counts/total").intValue()).isEqualTo(1);
            } finally {
                signal("CONT", broker);
            }

            // Then
            awaitFresh(run);
        }
    }

    private static void awaitFresh(TestRun run) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode summary = summary(run);
            assertThat(summary.at("/counts/total").intValue()).isEqualTo(1);
            assertThat(summary.path("stale").booleanValue()).isFalse();
        });
    }

    private static JsonNode summary(TestRun run) {
        return TestRun.json(run.get(URI.create("http://127.0.0.1:"
                        + run.pipeline().ports().api() + "/api/v1/accounts/208/summary?window=PT24H"))
                .body());
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).as("kill -%s", name).isZero();
    }
}
