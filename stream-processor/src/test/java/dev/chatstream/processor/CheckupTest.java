/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.schemas.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads before the start; what all is well with is seen in the system tests, beside a real Kafka. */
class CheckupTest {
    /** A client that cannot even be made, so that nobody waits for a broker that is not there. */
    private static final Map<String, String> NO_KAFKA =
            Map.of("kafka.security.protocol", "SSL", "kafka.ssl.truststore.location", "/none/trust.p12");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private boolean report(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        Map<String, String> all = new TreeMap<>(Map.of(
                "state.dir", folder.toString(),
                "rocksdb.memory", "16MiB",
                "http.host", "127.0.0.1",
                "http.port", "0",
                "ops.host", "127.0.0.1",
                "ops.port", "0",
                "kafka.bootstrap.servers", "127.0.0.1:" + closedPort(),
                "registry.schema.registry.url", "http://127.0.0.1:" + closedPort()));
        all.putAll(NO_KAFKA);
        all.putAll(settings);
        all.forEach((key, value) -> properties.setProperty("chatstream." + key, value));
        return new Checkup(ProcessorConfig.from(
                        Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), Map.of(), properties)))
                .report(new PrintWriter(out));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void saysInALineForEachPartWhatIsWrongAndWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            boolean well = report(Map.of(
                    "kafka.security.protocol",
                    "PLAINTEXT",
                    "http.port",
                    Integer.toString(taken.getLocalPort()),
                    "rocksdb.memory",
                    "100TiB",
                    "state.dir",
                    Files.writeString(folder.resolve("file"), "").toString()));

            // Then
            assertThat(well).isFalse();
            assertThat(out.toString().lines())
                    .satisfiesExactly(
                            kafka -> assertThat(kafka)
                                    .matches("kafka +WRONG +Kafka at 127.0.0.1:\\d+ \\(kafka.bootstrap.servers\\)"
                                            + " cannot be reached: .*; start it, or set where it is.*"),
                            registry -> assertThat(registry)
                                    .matches("registry +WRONG +schema registry http://127.0.0.1:\\d+.*"
                                            + " cannot be reached .*; start it, or set"
                                            + " registry.schema.registry.url.*"),
                            state -> assertThat(state).matches("state +WRONG +.*state.dir.*cannot be written to.*"),
                            memory -> assertThat(memory).matches("memory +WRONG +.*lower rocksdb.memory.*"),
                            access -> assertThat(access).matches("access +ok +without a token, from this machine.*"),
                            http -> assertThat(http).matches("http +WRONG +.*is taken.*http.port.*"),
                            ops -> assertThat(ops).matches("ops +ok +127.0.0.1:0 is free"));
        }
    }

    @Test
    void saysWhatIsWellAndChangesNothing() throws IOException {
        // When
        report(Map.of());

        // Then
        assertThat(out.toString())
                .containsPattern("state +ok +.*holds nothing yet")
                .containsPattern("memory +ok +heap")
                .containsPattern("http +ok +127.0.0.1:0 is free");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhoMayAsk() throws IOException {
        // Given
        String token = "0123456789abcdef0123456789abcdef";

        // When
        report(Map.of("api.tokens.shop.token", token, "api.tokens.shop.accounts", "208"));
        report(Map.of("http.host", "0.0.0.0"));

        // Then
        assertThat(out.toString())
                .containsPattern("access +ok +with the tokens shop")
                .containsPattern("access +ok +OPEN: .*0.0.0.0:0.*api.tokens.<name>.token")
                .doesNotContain(token);
    }

    @Test
    void saysThatAnotherProcessHasTheState() throws IOException {
        // Given
        Path lockFile =
                Files.createDirectories(folder.resolve("chatstream-processor")).resolve(".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            // When
            boolean well = report(Map.of());

            // Then
            assertThat(lock.isValid()).isTrue();
            assertThat(well).isFalse();
            assertThat(out.toString()).containsPattern("state +WRONG +.*another process");
        }
    }

    @Test
    void findsTheProcessorThatIsToBeRestartedNoFault() throws IOException {
        // Given
        HttpServer running = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        running.createContext("/version", exchange -> {
            byte[] answer = "{\"name\":\"stream-processor\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        running.start();
        try {
            // When
            report(Map.of("ops.port", Integer.toString(running.getAddress().getPort())));

            // Then
            assertThat(out.toString()).containsPattern("ops +ok +.*in use by a stream processor that runs");
        } finally {
            running.stop(0);
        }
    }

    @Test
    void callsSchemasThatTheStartRegistersNoFault() throws IOException {
        // Given
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            byte[] answer = "{\"error_code\":40401,\"message\":\"no subject\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.start();
        String url = "http://127.0.0.1:" + registry.getAddress().getPort();
        try {
            // When
            report(Map.of("registry.schema.registry.url", url, "registry.auto.register.schemas", "true"));
            report(Map.of("registry.schema.registry.url", url));

            // Then
            assertThat(out.toString())
                    .containsPattern(
                            "registry +ok +answers; these schemas will be registered, those of hooks and their types by the gateway: .*facts.v1-value")
                    .containsPattern("registry +WRONG +.*not registered under .*facts.v1-value.*register them");
        } finally {
            registry.stop(0);
        }
    }
}
