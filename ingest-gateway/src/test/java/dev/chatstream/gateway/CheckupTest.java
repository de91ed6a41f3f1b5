/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.chatstream.gateway.config.GatewayConfig;
import dev.chatstream.gateway.spool.RunningSpool;
import dev.chatstream.gateway.spool.Spooling;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "sources.shop.token",
                "s3cret",
                "sources.app.token",
                "s3cret",
                "kafka.bootstrap.servers",
                "127.0.0.1:" + closedPort(),
                "registry.schema.registry.url",
                "http://127.0.0.1:" + closedPort()));
        all.putAll(NO_KAFKA);
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
                "kafka.security.protocol", "PLAINTEXT",
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
    void saysWhyThereIsNoClientOfKafka() throws IOException {
        // When
        report(NO_KAFKA);

        // Then
        assertThat(out.toString())
                .containsPattern("kafka +WRONG +.*/none/trust.p12")
                .doesNotContain("Failed to create");
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

    private Map<String, String> spoolHere() {
        return Map.of("spool.dir", folder.toString(), "spool.min.free", "1");
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName() + " " + file.toFile().length())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void saysHowManyHooksWaitAndTouchesNothing() throws IOException {
        // Given
        try (RunningSpool spool = new RunningSpool(folder)) {
            spool.appendAll(List.of("a", "b", "c"));
        }
        Set<String> before = files();

        // When
        report(spoolHere());

        // Then
        assertThat(out.toString()).containsPattern("spool +ok +may write .*; it holds 3 hooks that wait");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void saysThatTheSpoolIsInUseAndDisturbsNobody() throws IOException {
        try (RunningSpool spool = new RunningSpool(folder)) {
            // When
            report(spoolHere());

            // Then
            assertThat(out.toString()).containsPattern("spool +ok +.*a gateway that runs uses it");
            assertThat(spool.append("goes on")).isEqualTo(new Spooling.Spooled());
        }
    }

    @Test
    void saysWhatALogThatWasLeftMeans() throws IOException {
        // Given
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        try (RunningSpool spool = new RunningSpool(folder)) {
            spool.append("a");
            Files.copy(folder.resolve("spool.db"), crashed.resolve("spool.db"));
            Files.copy(folder.resolve("spool.db-wal"), crashed.resolve("spool.db-wal"));
        }

        // When
        report(Map.of("spool.dir", crashed.toString(), "spool.min.free", "1"));

        // Then
        assertThat(out.toString()).containsPattern("spool +ok +.*its log, which the start reads");
        try (RunningSpool spool = new RunningSpool(crashed)) {
            assertThat(spool.spool.state().hooks()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,garbage,is damaged",
        "60,2222,has layout",
        "68,2222,no spool of this program",
        "8192,garbage,is damaged"
    })
    void saysThatASpoolCannotBeUsed(long at, String bytes, String words) throws IOException {
        // Given
        try (RunningSpool spool = new RunningSpool(folder)) {
            spool.appendAll(Collections.nCopies(100, "x".repeat(2000)));
        }
        Path database = folder.resolve("spool.db");
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(at);
            file.write(bytes.repeat(bytes.length() > 4 ? 5000 : 1).getBytes(StandardCharsets.US_ASCII));
        }

        // When
        boolean well = report(spoolHere());

        // Then
        assertThat(well).isFalse();
        assertThat(out.toString()).containsPattern("spool +WRONG +.*" + words);
    }

    @Test
    void callsSchemasThatTheStartRegistersNoFault() throws IOException {
        // Given
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> asked = new CopyOnWriteArrayList<>();
        registry.createContext("/", exchange -> {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            byte[] answer = "{\"error_code\":40401,\"message\":\"no subject\"}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.start();
        String url = "http://127.0.0.1:" + registry.getAddress().getPort();
        try {
            // When
            report(Map.of("registry.schema.registry.url", url, "registry.auto.register.schemas", "true"));

            // Then
            assertThat(out.toString())
                    .containsPattern(
                            "registry +ok +answers; these schemas will be registered: .*smartsupp.hook.v1-value");
            assertThat(asked).isNotEmpty().noneMatch(request -> request.endsWith("/versions"));
        } finally {
            registry.stop(0);
        }
    }
}
