/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.config.TimeoutConfig;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hooks over TLS, in HTTP/2 and HTTP/1.1, and certificates that are replaced. */
class HookServerTlsTest {
    private static final String PATH = "/hooks/shop/t0ken";

    @TempDir
    private Path folder;

    private Certificates certificates;
    private Certificate first;
    private RunningServer server;
    private HttpClient client;

    @BeforeEach
    void start() {
        certificates = new Certificates(folder);
        first = certificates.shared();
        server = new RunningServer(
                new TimeoutConfig(
                        Duration.ofSeconds(2), Duration.ofMillis(600), RunningServer.HOUR, RunningServer.HOUR),
                RunningServer.LIMITS,
                Optional.of(certificates.files()));
        client = clientTrusting(first);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpClient clientTrusting(Certificate certificate) {
        return HttpClient.newBuilder()
                .sslContext(Certificates.trusting(certificate))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> post(HttpClient sender) throws IOException, InterruptedException {
        return sender.send(
                request(PATH).POST(BodyPublishers.ofString(hookWith(""))).build(), BodyHandlers.ofString());
    }

    private static Certificate shownTo(HttpResponse<?> response) throws SSLException {
        return response.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void takesHooksInEitherVersionOfHttp(HttpClient.Version version) throws Exception {
        // When
        HttpResponse<String> response = client.send(
                request(PATH)
                        .version(version)
                        .POST(BodyPublishers.ofString(hookWith("")))
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.body()).contains("\"stored\"");
    }

    @Test
    void speaksNoTlsOlderThanOneDotTwo() throws Exception {
        // When
        try (SSLSocket socket =
                (SSLSocket) Certificates.trusting(first).getSocketFactory().createSocket("localhost", server.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});

            // Then
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void showsTheNewCertificateToNewConnectionsAndKeepsTheOpenOnes() throws Exception {
        // Given
        assertThat(shownTo(post(client))).isEqualTo(first);
        Certificate second = certificates.renew("RSA");

        // When
        lookTwice();

        // Then
        HttpClient newcomer = clientTrusting(second);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(shownTo(post(newcomer))).isEqualTo(second));
        HttpResponse<String> onTheOpenConnection = post(client);
        assertThat(onTheOpenConnection.statusCode()).isEqualTo(200);
        assertThat(shownTo(onTheOpenConnection)).isEqualTo(first);
        assertThat(reloads("loaded")).isOne();
        assertThat(server.gauge("chatstream.gateway.tls.certificate.expires"))
                .isEqualTo(((X509Certificate) second).getNotAfter().toInstant().getEpochSecond());
    }

    /** As it is when the program runs, the property that Java looks for is set for tests by the pom. */
    @Test
    void refusesToRenegotiate() throws Exception {
        // Given
        try (SSLSocket socket =
                (SSLSocket) Certificates.trusting(first).getSocketFactory().createSocket("localhost", server.port())) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();

            // Then
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private void lookTwice() {
        server.tls.orElseThrow().look();
        server.tls.orElseThrow().look();
    }

    @Test
    void waitsUntilTheFilesLookTheSameTwice() throws Exception {
        // Given
        certificates.renew("EC");
        server.tls.orElseThrow().look();
        Certificate third = certificates.renew("EC");

        // When
        server.tls.orElseThrow().look();

        // Then
        assertThat(reloads("loaded")).isZero();
        assertThat(shownTo(post(client))).isEqualTo(first);

        // When
        server.tls.orElseThrow().look();

        // Then
        assertThat(reloads("loaded")).isOne();
        HttpClient newcomer = clientTrusting(third);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(shownTo(post(newcomer))).isEqualTo(third));
    }

    @Test
    void keepsTheCertificateWhenTheNewOneHasExpired() throws Exception {
        // Given
        certificates.renewExpired("EC");

        // When
        lookTwice();

        // Then
        assertThat(shownTo(post(clientTrusting(first)))).isEqualTo(first);
        assertThat(reloads("loaded")).isZero();
        assertThat(reloads("broken")).isOne();
    }

    @Test
    void complainsAgainWhenTheFilesBreakAgain() throws Exception {
        // Given
        byte[] own = Files.readAllBytes(certificates.files().key());
        for (int i = 0; i < 2; i++) {
            // When
            Files.writeString(certificates.files().key(), "no PEM");
            lookTwice();
            Files.write(certificates.files().key(), own);
            lookTwice();
        }

        // Then
        assertThat(reloads("broken")).isEqualTo(2);
        assertThat(reloads("loaded")).isZero();
    }

    @Test
    void countsTheHandshakeIntoTheTimeForTheFirstHead() throws Exception {
        // Given
        long start = System.nanoTime();
        SSLContext context = Certificates.trusting(first);
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            await().pollDelay(Duration.ofMillis(1500)).until(() -> true);

            // When
            int end;
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", server.port(), true)) {
                socket.setSoTimeout(10_000);
                end = socket.getInputStream().read();
            }

            // Then
            assertThat(end).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3300));
        }
    }

    @ParameterizedTest
    @CsvSource({"cert.pem,''", "key.pem,''", "cert.pem,no PEM", "key.pem,-----BEGIN PRIVATE KEY-----"})
    void keepsTheCertificateWhenAFileCannotBeUsed(String name, String content) throws Exception {
        // Given
        Files.writeString(folder.resolve(name), content);

        // When
        lookTwice();
        lookTwice();

        // Then
        assertThat(shownTo(post(clientTrusting(first)))).isEqualTo(first);
        assertThat(reloads("broken")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"RSA", "EC"})
    void keepsTheCertificateWhenTheKeyIsNotItsOwnUntilBothAreThere(String algorithm) throws Exception {
        // Given
        certificates.renew(algorithm);
        byte[] key = Files.readAllBytes(certificates.files().key());
        Certificate second = certificates.renew(algorithm);
        byte[] own = Files.readAllBytes(certificates.files().key());
        Files.write(certificates.files().key(), key);

        // When
        lookTwice();

        // Then
        assertThat(shownTo(post(clientTrusting(first)))).isEqualTo(first);
        assertThat(reloads("broken")).isOne();

        // When
        Files.write(certificates.files().key(), own);
        lookTwice();

        // Then
        HttpClient newcomer = clientTrusting(second);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(shownTo(post(newcomer))).isEqualTo(second));
    }

    @Test
    void saysWhichFileIsMissing() throws Exception {
        // Given
        Files.delete(certificates.files().key());

        // Then
        assertThatThrownBy(() -> server.check(certificates.files()))
                .hasMessageContaining("http.tls.key-file")
                .hasMessageContaining("key.pem");
    }

    @Test
    void endsOnlyTheStreamOfABodyThatIsTooLarge() throws Exception {
        // Given
        HttpResponse<String> before = post(client);

        // When
        HttpResponse<String> tooLarge = client.send(
                request(PATH)
                        .POST(BodyPublishers.ofString("x".repeat(RunningServer.MAX_BODY + 1)))
                        .build(),
                BodyHandlers.ofString());

        // Then
        assertThat(before.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.headers().firstValue("connection")).isEmpty();
        assertThat(post(client).statusCode()).isEqualTo(200);
        assertThat(server.gauge("chatstream.gateway.connections")).isOne();
        assertThat(server.inflight.held()).isZero();
    }

    @Test
    void endsOnlyTheStreamOfABodyThatIsTooSlow() {
        // Given
        server.publisher.hold();
        io.vertx.core.http.HttpClient sender = server.http2Client();
        Future<HttpClientRequest> whole = sender.request(HttpMethod.POST, server.port(), "localhost", PATH);
        Future<HttpClientResponse> neighbour = whole.compose(request -> request.send(hookWith("")));
        await().until(() -> server.publisher.holds() == 1);
        CompletableFuture<Throwable> reset = new CompletableFuture<>();

        // When
        HttpClientResponse tooSlow =
                RunningServer.await(sender.request(HttpMethod.POST, server.port(), "localhost", PATH)
                        .compose(request -> {
                            request.exceptionHandler(reset::complete);
                            request.setChunked(true).write("{");
                            return request.response();
                        }));

        // Then
        assertThat(tooSlow.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(tooSlow.statusCode()).isEqualTo(408);
        assertThat(reset).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(StreamResetException.class);
        server.publisher.releaseAll();
        assertThat(RunningServer.await(neighbour).statusCode()).isEqualTo(200);
        assertThat(server.gauge("chatstream.gateway.connections")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"abc", "-1", "99999999999999999999"})
    void takesNoLengthThatIsNone(String length) {
        // Given
        io.vertx.core.http.HttpClient sender = server.http2Client();
        HttpClientRequest opening =
                RunningServer.await(sender.request(HttpMethod.POST, server.port(), "localhost", PATH));
        assertThat(RunningServer.await(opening.send(hookWith(""))).statusCode()).isEqualTo(200);
        CompletableFuture<Throwable> reset = new CompletableFuture<>();

        // When
        RunningServer.await(sender.request(HttpMethod.POST, server.port(), "localhost", PATH)
                .compose(request -> {
                    request.exceptionHandler(reset::complete);
                    return request.putHeader("content-length", length).write("{");
                }));

        // Then
        assertThat(reset).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(StreamResetException.class);
        HttpClientRequest next = RunningServer.await(sender.request(HttpMethod.POST, server.port(), "localhost", PATH));
        assertThat(RunningServer.await(next.send(hookWith(""))).statusCode()).isEqualTo(200);
        assertThat(next.connection()).isSameAs(opening.connection());
        assertThat(server.publisher.published()).hasSize(2);
        assertThat(server.count("chatstream.gateway.hooks.received")).isEqualTo(2);
    }

    @Test
    void takesManyHooksAtOnceOnOneConnection() throws Exception {
        // Given
        post(client);
        HttpRequest request =
                request(PATH).POST(BodyPublishers.ofString(hookWith(""))).build();

        // When
        List<CompletableFuture<HttpResponse<String>>> responses = Stream.generate(
                        () -> client.sendAsync(request, BodyHandlers.ofString()))
                .limit(80)
                .toList();

        // Then
        assertThat(responses)
                .allSatisfy(response -> assertThat(response.join().statusCode()).isEqualTo(200));
        assertThat(server.gauge("chatstream.gateway.connections")).isOne();
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }

    private double reloads(String outcome) {
        return server.meters
                .get("chatstream.gateway.tls.reloads")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
