/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.config.GatewayConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads before the start; what all is well with is seen in the system tests, beside a real Kafka. */
class CheckupTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private boolean report(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        Map<String, String> all = new TreeMap<>(Map.of(
                "sources.shop.token",
                "s3cret",
                "sources.app.token",
                "s3cret",
                "kafka.bootstrap.servers",
                "127.0.0.1:" + closedPort(),
                "registry.schema.registry.url",
                "http://127.0.0.1:" + closedPort()));
        all.putAll(settings);
        all.forEach((key, value) -> properties.setProperty("chatstream." + key, value));
        return new Checkup(GatewayConfig.from(GatewayConfig.settings(Optional.empty(), Map.of(), properties)))
                .report(new PrintWriter(out));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void saysInALineForEachPartWhatIsWrong() throws IOException {
        // When
        boolean well = report(Map.of(
                "http.tls.certificate-file", "/none/c.pem",
                "http.tls.key-file", "/none/k.pem",
                "spool.dir", Files.writeString(folder.resolve("file"), "").toString()));

        // Then
        assertThat(well).isFalse();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        sources -> assertThat(sources).matches("sources +ok +app, shop"),
                        tls -> assertThat(tls).matches("tls +WRONG +.*/none/c.pem does not exist.*"),
                        kafka -> assertThat(kafka).matches("kafka +WRONG +.*kafka.bootstrap.servers.*"),
                        registry -> assertThat(registry).matches("registry +WRONG +.*registry.schema.registry.url.*"),
                        spool -> assertThat(spool).matches("spool +WRONG +.*spool.dir.*cannot be written to.*"));
        assertThat(out.toString()).doesNotContain("s3cret");
    }

    @Test
    void saysWhatIsOff() throws IOException {
        // When
        report(Map.of());

        // Then
        assertThat(out.toString())
                .containsPattern("tls +ok +off")
                .containsPattern("spool +ok +off")
                .contains("spool.dir");
    }

    @Test
    void saysHowMuchMayBeSpooledAndMakesNoFolder() throws IOException {
        // When
        report(Map.of("spool.dir", folder.resolve("a/b").toString(), "spool.max.bytes", "2MiB", "spool.min.free", "1"));

        // Then
        assertThat(out.toString()).containsPattern("spool +ok +may write 2097152 bytes to .*a/b");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void saysThatADiskIsFull() throws IOException {
        // When
        report(Map.of("spool.dir", folder.toString(), "spool.min.free", "1000000TiB"));

        // Then
        assertThat(out.toString()).containsPattern("spool +WRONG +.*spool.min.free");
    }
}
