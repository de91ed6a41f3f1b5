/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher leaves no process behind, however it ends, and says in one message why it cannot start. */
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void a_busy_port_is_named_before_anything_is_started() throws IOException {
        try (ServerSocket owner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Launcher launcher =
                        Launcher.start("busy-port", "--gateway-port", Integer.toString(owner.getLocalPort()))) {
            // When
            int exitCode = launcher.exitCode();

            // Then
            assertThat(exitCode).isEqualTo(1);
            assertThat(launcher.output())
                    .contains("port " + owner.getLocalPort() + ", wanted for the gateway's hooks, is in use")
                    .contains("lsof -i :" + owner.getLocalPort())
                    .doesNotContain("starting\n")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_signal_stops_everything_in_order_and_leaves_no_process(String signal, int expectedCode) {
        try (Launcher launcher = Launcher.start("signal-" + signal, "--demo", "5")) {
            // Given
            await().atMost(PATIENCE).until(() -> launcher.output().contains("Ready."));
            List<ProcessHandle> children = launcher.children();
            assertThat(children).hasSize(4);

            // When
            launcher.signal(signal);
            int exitCode = launcher.exitCode();

            // Then
            assertThat(exitCode).isEqualTo(expectedCode);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(launcher.output())
                    .containsSubsequence(
                            "gateway     stopping",
                            "processor   stopping",
                            "registry    stopping",
                            "broker      stopping",
                            "stopped")
                    .doesNotContain("ended by itself");
        }
    }

    @Test
    void a_signal_during_the_start_leaves_no_process_either() {
        try (Launcher launcher = Launcher.start("signal-early", "--only", "broker,registry")) {
            // Given
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> launcher.children().size() == 2);
            List<ProcessHandle> children = launcher.children();

            // When
            launcher.signal("INT");
            int exitCode = launcher.exitCode();

            // Then
            assertThat(exitCode).isEqualTo(130);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(launcher.output()).doesNotContain("Ready.").doesNotContain("\tat ");
        }
    }

    @Test
    void children_of_a_launcher_that_was_killed_stop_by_themselves() {
        try (Launcher launcher = Launcher.start("killed-launcher", "--only", "broker,registry")) {
            // Given
            await().atMost(PATIENCE).until(() -> launcher.output().contains("Ready."));
            List<ProcessHandle> children = launcher.children();

            // When
            launcher.signal("KILL");

            // Then
            await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(children).hasSize(2);
        }
    }

    @Test
    void a_part_that_dies_ends_the_run_with_its_last_words() {
        try (Launcher launcher = Launcher.start("dead-part", "--only", "broker,registry")) {
            // Given
            await().atMost(PATIENCE).until(() -> launcher.output().contains("Ready."));
            List<ProcessHandle> children = launcher.children();

            // When
            children.stream()
                    .filter(child -> child.info().commandLine().orElse("").contains("apicurio"))
                    .forEach(ProcessHandle::destroyForcibly);

            // Then
            assertThat(launcher.exitCode()).isEqualTo(1);
            assertThat(launcher.output())
                    .contains(
                            "registry has ended by itself with exit code 137", "last lines of", "broker      stopping");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }
}
