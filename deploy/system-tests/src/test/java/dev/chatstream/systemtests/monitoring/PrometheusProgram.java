/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.process.ChildProcess;
import dev.chatstream.systemtests.TestRun;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus on any free port, with data below {@code target}; tests that need it are skipped where it is missing. */
final class PrometheusProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final int port;

    private PrometheusProgram(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** How a run of promtool ended. */
    record Outcome(int exitCode, String output) {}

    /** Both are in Debian's package prometheus. */
    static void requireInstalled(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(there, program + " is not installed (Debian: prometheus)");
    }

    static Outcome promtool(Path folder, List<String> arguments) {
        requireInstalled("promtool");
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), arguments.stream())
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("promtool does not end: " + output);
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Runs with the shipped configuration, but for ports and intervals: it looks each second. */
    static PrometheusProgram start(Path folder, Ports ports) {
        requireInstalled("prometheus");
        int port = Ports.free();
        String config = Shipped.text(Shipped.folder().resolve("prometheus.yml"))
                .replace("localhost:8480", "127.0.0.1:" + ports.gatewayOps())
                .replace("localhost:8490", "127.0.0.1:" + ports.processorOps())
                .replace("15s", "1s")
                .replace("rules/*", Shipped.folder().resolve("rules") + "/*");
        Path file = folder.resolve("prometheus.yml");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PrometheusProgram(
                ChildProcess.start(
                        List.of(
                                "prometheus",
                                "--config.file=" + file.toAbsolutePath(),
                                "--storage.tsdb.path="
                                        + folder.resolve("data-" + port).toAbsolutePath(),
                                "--web.listen-address=127.0.0.1:" + port),
                        Map.of(),
                        folder.resolve("prometheus.log")),
                port);
    }

    /** Results of an instant query. */
    JsonNode query(TestRun run, String expression) {
        return answer(run, "query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /** What its API says to a path below {@code /api/v1}. */
    JsonNode answer(TestRun run, String path) {
        if (!process.alive()) {
            throw new AssertionError("Prometheus has ended: " + process.lastLines(5));
        }
        JsonNode answer = TestRun.json(run.get(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(path + ": " + answer.path("error").asText());
        }
        return answer.path("data");
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
    }
}
