/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The shipped gateway's --check beside a real broker and a real registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayCheckIT {
    private TestRun run;

    @BeforeAll
    void start() {
        run = TestRun.fresh("gateway-check");
    }

    @AfterAll
    void stop() {
        run.close();
    }

    /** What the program printed, and its exit code as the last line. */
    private List<String> check(String... settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                TestRun.installation().startScript("ingest-gateway").toString(),
                "--config",
                run.pipeline()
                        .data()
                        .path()
                        .resolve(Path.of("config", "gateway.conf"))
                        .toString(),
                "--check"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (int i = 0; i < settings.length; i += 2) {
            builder.environment().put(settings[i], settings[i + 1]);
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(printed.lines().toList());
        lines.add("exit code " + process.waitFor());
        return lines;
    }

    @Test
    void says_that_nothing_is_missing() throws Exception {
        // When
        List<String> lines = check();

        // Then
        assertThat(lines).last().isEqualTo("exit code 0");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("sources +ok +smartsupp"))
                .anySatisfy(line -> assertThat(line).matches("kafka +ok .*smartsupp.hook.v1.*"))
                .anySatisfy(line -> assertThat(line).matches("registry +ok .*"))
                .noneSatisfy(line -> assertThat(line).contains("WRONG"));
    }

    @Test
    void says_what_is_missing_and_what_to_do() throws Exception {
        // When
        List<String> lines = check("CHATSTREAM_TOPIC_PREFIX", "other.");

        // Then
        assertThat(lines).last().isEqualTo("exit code 1");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("kafka +WRONG .*create the topics.*"))
                .anySatisfy(line -> assertThat(line).matches("registry +WRONG .*register it.*"));
    }
}
