/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator reads when a start goes wrong. */
class GatewayMainTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new GatewayMain())
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler(new Complaint())
                .execute(arguments);
    }

    private String config(String text) throws IOException {
        Path file = folder.resolve("gateway.conf");
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void saysInOneMessageWhichSettingIsWrong() throws IOException {
        // When
        int code = run("--config", config("sources.a.token = t, http.prt = 1"));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("http.prt", "http.port", "gateway.conf")
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhichKafkaSettingIsWrong() throws IOException {
        // When
        int code = run("--config", config("sources.a.token = t, kafka.linger.ms = soon"));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("kafka.", "linger.ms", "soon").doesNotContain("\tat ");
    }

    @Test
    void saysWhichPortIsTakenAndWhatToDo() throws IOException {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            // When
            int code = run(
                    "--config",
                    config("sources.a.token = t, http { host = 127.0.0.1, port = " + port
                            + " }, ops { host = 127.0.0.1, port = 0 }, kafka.bootstrap.servers = \"127.0.0.1:1\""));

            // Then
            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).contains("port " + port, "http.port").doesNotContain("\tat ");
        }
    }

    @Test
    void namesItsVersion() {
        // When
        int code = run("--version");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("ingest-gateway ").doesNotContain("$");
    }
}
