/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.hook.EventId;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large or too slow, senders that leave, and the stop of the server. */
class HookServerBoundsTest {
    private static final String PATH = "/hooks/shop/t0ken";
    private static final String HEAD = "POST " + PATH + " HTTP/1.1\r\nHost: x\r\n";

    private final RunningServer server = new RunningServer(Duration.ofMillis(600));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answers413WithoutWaitingForTheBodyAndCloses() {
        // When
        String answer = server.raw(HEAD + "Content-Length: 999999999\r\n\r\nfirst bytes");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
        assertThat(server.inflight.held()).isZero();
    }

    @Test
    void answers413WhenChunksBecomeTooMany() {
        // Given
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";

        // When
        String answer = server.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
        assertThat(server.inflight.held()).isZero();
    }

    @Test
    void doesNotAskForABodyThatIsTooLarge() {
        // When
        String answer = server.raw(HEAD + "Expect: 100-continue\r\nContent-Length: 999999999\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @Test
    void closesWhenWhoIsTurnedAwayWaitsToBeAskedForTheBody() {
        // When
        String answer =
                server.raw(HEAD.replace("t0ken", "wrong") + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }

    @Test
    void asksForABodyThatItWants() {
        // Given
        String body = hookWith("");

        // When
        String answer = server.raw(HEAD + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 200");
    }

    @Test
    void takesNoRoomForWhatIsOnlyAnnounced() throws IOException {
        // Given
        List<Socket> announcing = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            announcing.add(socket);
            String head = HEAD + "Content-Length: " + RunningServer.MAX_BODY + "\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
        await().until(() -> server.inflight.held() == announcing.size());

        // When
        HttpResponse<String> response =
                server.send(server.request(PATH).POST(HttpRequest.BodyPublishers.ofString(hookWith(""))));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        for (Socket socket : announcing) {
            socket.close();
        }
        await().until(() -> server.inflight.held() == 0);
    }

    @Test
    void holdsRoomForAsMuchAsTheBufferOfABodyInPartsReallyTakes() throws IOException {
        // Given
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = HEAD + "Content-Length: 50000\r\n\r\n";
            socket.getOutputStream().write((head + "x".repeat(1000)).getBytes(StandardCharsets.US_ASCII));
            await().until(() -> server.inflight.held() == 1000);

            // When
            socket.getOutputStream().write('x');

            // Then
            await().until(() -> server.inflight.held() > 1001);
            assertThat(server.inflight.held()).isLessThanOrEqualTo(4096);
        }
        await().until(() -> server.inflight.held() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesABodyThatComesInManyParts(boolean chunked) throws Exception {
        // Given
        byte[] body = hookWith("\"x\":\"" + "a".repeat(40_000) + "\"").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length;
            out.write((HEAD + "Connection: close\r\n" + framing + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            // When
            for (int at = 0; at < body.length; at += 777) {
                int length = Math.min(777, body.length - at);
                String size = chunked ? Integer.toHexString(length) + "\r\n" : "";
                out.write(size.getBytes(StandardCharsets.US_ASCII));
                out.write(body, at, length);
                out.write((chunked ? "\r\n" : "").getBytes(StandardCharsets.US_ASCII));
            }
            out.write((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            // Then
            assertThat(answer).startsWith("HTTP/1.1 200").contains(EventId.of(body));
        }
        await().until(() -> server.inflight.held() == 0);
    }

    @Test
    void answers408ToABodyThatIsTooSlowAndFreesItsMemory() {
        // When
        String answer = server.raw(HEAD + "Content-Length: 1000\r\n\r\n{");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 408").containsIgnoringCase("retry-after");
        assertThat(server.inflight.held()).isZero();
        assertThat(server.publisher.published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "99999999999999999999", "+5", "1,2", ""})
    void answers400ToALengthThatIsNone(String length) {
        // When
        String answer = server.raw(HEAD + "Content-Length: " + length + "\r\n\r\n{}");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void closesAfterAnUnwantedLargeBody() {
        // When
        String answer = server.raw(
                "POST /hooks/shop/wrong HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(500));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }

    @Test
    void finishesWhatIsUnderWayWhenItStops() {
        // Given
        server.publisher.hold();
        CompletableFuture<HttpResponse<String>> response =
                server.sendAsync(server.request(PATH).POST(HttpRequest.BodyPublishers.ofString(hookWith(""))));
        await().until(() -> server.publisher.holds() == 1);
        Future<Void> stopped = server.stop();
        assertThat(stopped.isComplete()).isFalse();

        // When
        server.publisher.releaseAll();

        // Then
        assertThat(response.join().statusCode()).isEqualTo(200);
        await().until(stopped::succeeded);
    }

    @Test
    void acceptsNobodyOnceItStops() {
        // Given
        int port = server.port();
        server.stop();

        // Then
        await().untilAsserted(() -> assertThat(connects(port)).isFalse());
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
