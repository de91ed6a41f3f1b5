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

/** The shipped processor's --check and its start beside a real broker, a real registry and an instance that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessorCheckIT {
    private TestRun run;

    @BeforeAll
    void start() {
        run = TestRun.fresh("processor-check");
    }

    @AfterAll
    void stop() {
        run.close();
    }

    /** What the program printed, and its exit code as the last line. */
    private List<String> processor(List<String> arguments, String... settings)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                TestRun.installation().startScript("stream-processor").toString(),
                "--config",
                run.pipeline()
                        .data()
                        .path()
                        .resolve(Path.of("config", "processor.conf"))
                        .toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_OPTS", "-Xmx256m");
        for (int i = 0; i < settings.length; i += 2) {
            builder.environment().put(settings[i], settings[i + 1]);
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(printed.lines().toList());
        lines.add("exit code " + process.waitFor());
        return lines;
    }

    private List<String> check(String... settings) throws IOException, InterruptedException {
        return processor(List.of("--check"), settings);
    }

    @Test
    void says_that_nothing_is_missing() throws Exception {
        // When
        List<String> lines = check(
                "CHATSTREAM_STATE_DIR",
                        TestRun.dataFolder("processor-check-state").toString(),
                "CHATSTREAM_HTTP_PORT", "0",
                "CHATSTREAM_OPS_PORT", "0");

        // Then
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("kafka +ok .*smartsupp.hook.v1.*"))
                .anySatisfy(line -> assertThat(line).matches("registry +ok .*"))
                .anySatisfy(line -> assertThat(line).matches("state +ok .*holds nothing yet"))
                .noneSatisfy(line -> assertThat(line).contains("WRONG"));
        assertThat(lines).last().isEqualTo("exit code 0");
    }

    @Test
    void finds_the_instance_that_runs_no_fault() throws Exception {
        // When
        List<String> lines = check();

        // Then
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("state +ok .*in use by a stream processor that runs.*"))
                .anySatisfy(line -> assertThat(line).matches("http +ok .*in use by a stream processor that runs.*"));
        assertThat(lines).last().isEqualTo("exit code 0");
    }

    @Test
    void says_what_is_missing_and_what_to_do() throws Exception {
        // When
        List<String> lines = check("CHATSTREAM_TOPIC_PREFIX", "other.", "CHATSTREAM_MAX_BODY", "64MiB");

        // Then
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("kafka +WRONG +topic other.hook.v1 .*create it with.*"))
                .anySatisfy(line -> assertThat(line).matches("kafka +WRONG +topic other.metrics.minute.v1 .*"))
                .anySatisfy(line -> assertThat(line).matches("registry +WRONG .*register them.*"));
        assertThat(lines).last().isEqualTo("exit code 1");
    }

    @Test
    void says_that_topics_are_too_small() throws Exception {
        // When
        List<String> lines = check("CHATSTREAM_MAX_BODY", "64MiB");

        // Then
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line).matches("kafka +WRONG +topic smartsupp.hook.v1 .*max.message.bytes.*"));
    }

    @Test
    void refuses_to_start_in_the_folder_of_another() throws Exception {
        // When
        List<String> lines = processor(List.of(), "CHATSTREAM_HTTP_PORT", "0", "CHATSTREAM_OPS_PORT", "0");

        // Then
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("cannot start", "state.dir", "is used by another process; stop that one"));
        assertThat(lines).last().isEqualTo("exit code 1");
    }
}
