/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What an operator reads when a start goes wrong. */
class ProcessorMainTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ProcessorMain())
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler(new Complaint())
                .execute(arguments);
    }

    private String config(String text) throws IOException {
        Path file = folder.resolve("processor.conf");
        Files.writeString(
                file,
                "state.dir = \"" + folder.resolve("state") + "\", http { host = 127.0.0.1, port = 0 }"
                        + ", ops { host = 127.0.0.1, port = 0 }, kafka.bootstrap.servers = \"127.0.0.1:1\"\n" + text);
        return file.toString();
    }

    @Test
    void saysInOneMessageWhichSettingIsWrong() throws IOException {
        // When
        int code = run("--config", config("http.prt = 1"));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("http.prt", "http.port", "processor.conf")
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhichKafkaSettingIsWrong() throws IOException {
        // When
        int code = run("--config", config("kafka.linger.ms = soon"));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("linger.ms", "soon").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.max.poll.interval.ms,1000,'kafka.max.poll.interval.ms: \"1000\"',at least 300000",
        "kafka.bootstrap.servers,kafka-1,'kafka.bootstrap.servers: \"kafka-1\"','host:port, several'",
        "kafka.batch.size,much,'kafka.*: Invalid value much for configuration batch.size',INT",
        "kafka.acks,1,'kafka.acks: \"1\"',exact counting rests on",
        "registry.schema.registry.url,nowhere,registry.*: schema.registry.url,'http://host:port/path'",
    })
    void saysWhichSettingOfAClientIsWrongAndWhatWasExpected(String key, String value, String named, String expected)
            throws IOException {
        // When
        int code = run("--config", config(key + " = \"" + value + "\""));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("stream-processor: wrong settings")
                .contains(named, expected)
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhichPortIsTakenAndWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            int code = run("--config", config("http.port = " + taken.getLocalPort()));

            // Then
            assertThat(code).isEqualTo(1);
            assertThat(err.toString())
                    .contains("127.0.0.1:" + taken.getLocalPort(), "http.port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void saysThatAnotherProcessUsesTheStateFolder() throws IOException {
        // Given
        Path lockFile = Files.createDirectories(folder.resolve("state/chatstream-processor"))
                .resolve(".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            // When
            int code = run("--config", config(""));

            // Then
            assertThat(lock.isValid()).isTrue();
            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).contains("state.dir", "another process").doesNotContain("\tat ");
        }
    }

    @Test
    void namesItsVersion() {
        // When
        int code = run("--version");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("stream-processor ").doesNotContain("$");
    }
}
