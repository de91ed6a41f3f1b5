/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A running server that takes hooks.
 *
 * @param opsPort port that tells whether it is ready; 0 when it has none and taking connections is all there is
 */
record Server(String name, ChildProcess process, int port, int opsPort) {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(2);
    private static final byte[] ASK = "GET /health/ready HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ANSWER_WITHIN_MILLIS = 1000;

    long pid() {
        return process.pid();
    }

    URI hooks() {
        return URI.create("http://127.0.0.1:" + port + "/hooks/smartsupp/local");
    }

    /** Waits until it is ready, looking again every few milliseconds. */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!ready()) {
            if (!process.alive() || System.nanoTime() > deadline) {
                throw new StartException("the " + name + " did not become ready; last lines of " + process.log()
                        + ":\n  | " + String.join("\n  | ", process.lastLines(15)));
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_PROBES.toNanos());
        }
    }

    /** A figure of its operations port, by its name in Prometheus' format. */
    double metric(String metric) {
        URI url = URI.create("http://127.0.0.1:" + opsPort + "/metrics");
        try (InputStream stream = url.toURL().openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(metric + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(url + " has no " + metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean ready() {
        try (Socket socket = new Socket()) {
            int probed = opsPort == 0 ? port : opsPort;
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), probed), ANSWER_WITHIN_MILLIS);
            if (opsPort == 0) {
                return true;
            }
            socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
            socket.getOutputStream().write(ASK);
            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return head.endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }
}
