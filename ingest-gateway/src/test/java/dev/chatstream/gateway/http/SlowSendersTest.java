/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.config.LimitConfig;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.config.TimeoutConfig;
import dev.chatstream.gateway.source.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever sends slowly, nothing, or too much of what is not a body holds neither memory nor connections. */
class SlowSendersTest {
    private static final String PATH = "/hooks/shop/t0ken";
    private static final String HEAD = "POST " + PATH + " HTTP/1.1\r\nHost: x\r\n";
    private static final Duration SHORT = Duration.ofMillis(400);

    private final List<Socket> sockets = new ArrayList<>();
    private RunningServer server = new RunningServer(
            new TimeoutConfig(SHORT, RunningServer.HOUR, SHORT, SHORT),
            new LimitConfig(3, 1024, 2048, 100),
            Optional.empty());

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ConditionFactory often() {
        return await().pollInterval(Duration.ofMillis(50)).ignoreException(SocketException.class);
    }

    private double ended(String reason) {
        return server.meters
                .get("chatstream.gateway.connections.ended")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private void awaitNoConnections() {
        await().untilAsserted(() ->
                assertThat(server.gauge("chatstream.gateway.connections")).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /hooks", HEAD + "X-Slow: "})
    void closesAConnectionWhoseFirstHeadDoesNotArrive(String part) throws Exception {
        // Given
        Socket socket = connect();
        write(socket, part);

        // When
        String answer = read(socket);

        // Then
        assertThat(answer).isEmpty();
        assertThat(ended("header_timeout")).isOne();
        awaitNoConnections();
    }

    @Test
    void closesAConnectionWhoseFirstHeadTricklesIn() throws Exception {
        // Given
        Socket socket = connect();
        write(socket, HEAD);

        // When
        often().until(() -> isClosedAfter(socket, "X-A: b\r\n"));

        // Then
        assertThat(ended("header_timeout")).isOne();
    }

    @Test
    void closesAConnectionThatTricklesBetweenRequests() throws Exception {
        // Given
        Socket socket = connect();
        write(socket, HEAD + "Content-Length: " + hookWith("").length() + "\r\n\r\n" + hookWith(""));

        // When
        often().until(() -> isClosedAfter(socket, "\r\n"));

        // Then
        assertThat(ended("idle")).isOne();
        assertThat(server.publisher.published()).hasSize(1);
        awaitNoConnections();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /hooks/shop/wrong HTTP/1.1|Host: x|Content-Length: 2||{}",
                "POST /hooks/far/t0ken HTTP/1.1|Host: x|Content-Length: 2||{}",
                "GET /hooks/shop/t0ken HTTP/1.1|Host: x||",
                "GET /openapi.yaml HTTP/1.1|Host: x||",
                "HEAD /problems/busy HTTP/1.1|Host: x||",
                "GET / HTTP/1.1|Host: x||"
            })
    void closesAConnectionOnWhichNobodyIsAdmittedHoweverMuchItAsks(String request) throws Exception {
        // Given
        server.sources = new Sources(List.of(
                new SourceConfig("shop", "t0ken"),
                new SourceConfig(
                        "far",
                        List.of("t0ken"),
                        List.of(),
                        Set.of(),
                        List.of("203.0.113.0/24"),
                        Optional.empty(),
                        false)));
        Socket socket = connect();

        // When
        often().until(() -> isClosedAfter(socket, request.replace("|", "\r\n")));

        // Then
        assertThat(ended("header_timeout")).isOne();
    }

    @Test
    void closesAnIdleConnectionHoweverMuchIsAskedThatIsNoHook() throws Exception {
        // Given
        Socket socket = connect();
        write(socket, HEAD + "Content-Length: " + hookWith("").length() + "\r\n\r\n" + hookWith(""));

        // When
        often().until(() -> isClosedAfter(socket, "GET /problems/busy HTTP/1.1\r\nHost: x\r\n\r\n"));

        // Then
        assertThat(ended("idle")).isOne();
        assertThat(server.publisher.published()).hasSize(1);
    }

    /** Writing to a connection that the other side has closed fails sooner or later. */
    private static boolean isClosedAfter(Socket socket, String text) {
        try {
            write(socket, text);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void keepsAConnectionOnWhichAHookIsUnderWay() throws Exception {
        // Given
        server.publisher.hold();
        Socket socket = connect();
        write(
                socket,
                HEAD + "Connection: close\r\nContent-Length: " + hookWith("").length() + "\r\n\r\n" + hookWith(""));
        await().until(() -> server.publisher.holds() == 1);

        // When
        await().pollDelay(SHORT.multipliedBy(3)).until(() -> true);
        server.publisher.releaseAll();

        // Then
        assertThat(read(socket)).startsWith("HTTP/1.1 200");
    }

    @Test
    void answers408ToABodyOfWhichNothingMoreArrives() throws Exception {
        // Given
        Socket socket = connect();
        write(socket, HEAD + "Content-Length: 1000\r\n\r\n{");

        // When
        String answer = read(socket);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/body-too-slow");
        assertThat(server.inflight.held()).isZero();
        awaitNoConnections();
    }

    @Test
    void waitsForABodyThatGoesOnArriving() throws Exception {
        // Given
        String body = hookWith("");
        Socket socket = connect();
        write(socket, HEAD + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n");

        // When
        for (int i = 0; i < 10; i++) {
            write(socket, body.substring(i, i + 1));
            await().pollDelay(SHORT.dividedBy(4)).until(() -> true);
        }
        write(socket, body.substring(10));

        // Then
        assertThat(read(socket)).startsWith("HTTP/1.1 200");
    }

    @Test
    void closesAConnectionWhoseSenderReadsNoAnswers() throws Exception {
        // Given
        Socket socket = connect();
        socket.setReceiveBufferSize(1024);
        byte[] requests = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
        Thread sending = new Thread(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(requests);
                }
            } catch (IOException e) {
                // what this test waits for
            }
        });

        // When
        sending.start();

        // Then
        awaitNoConnections();
        sending.join(10_000);
        assertThat(sending.isAlive()).isFalse();
    }

    @Test
    void closesConnectionsBeyondTheLimitAtOnceAndCountsThem() throws Exception {
        // Given
        for (int i = 0; i < 3; i++) {
            connect();
        }
        await().untilAsserted(() ->
                assertThat(server.gauge("chatstream.gateway.connections")).isEqualTo(3));

        // When
        Socket fourth = connect();

        // Then
        assertThat(fourth.getInputStream().read()).isEqualTo(-1);
        assertThat(server.count("chatstream.gateway.connections.refused")).isOne();
        awaitNoConnections();
        Socket next = connect();
        write(
                next,
                HEAD + "Connection: close\r\nContent-Length: " + hookWith("").length() + "\r\n\r\n" + hookWith(""));
        assertThat(read(next)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "414,request-line-too-long,POST /hooks/%s HTTP/1.1|Host: x||",
        "431,headers-too-large,POST /hooks/shop/t0ken HTTP/1.1|X: %s||",
        "400,not-http,nonsense||",
        "400,not-http,POST /hooks/shop/t0ken HTTP/1.1|Host: x|Content-Length: x||",
        "400,not-http,POST /hooks/shop/t0ken HTTP/1.1|Host: x|Content-Length: 1|Transfer-Encoding: chunked||",
        "400,not-http,POST /hooks/shop/t0ken HTTP/1.1|Host: x|A b: c||"
    })
    void answersHeadsThatItDoesNotTakeWithAProblemAndCloses(int status, String type, String head) {
        // When
        String answer = server.raw(head.replace("|", "\r\n").formatted("x".repeat(3000)));

        // Then
        assertThat(answer)
                .matches("(?s)HTTP/1[.][01] " + status + " .*")
                .containsIgnoringCase("connection: close")
                .contains("application/problem+json", "/problems/" + type)
                .doesNotContain("xxx");
        assertThat(server.meters
                        .get("chatstream.gateway.answers")
                        .tag("status", Integer.toString(status))
                        .counter()
                        .count())
                .isOne();
        assertThat(server.meters
                        .get("chatstream.gateway.requests.refused")
                        .tag("reason", type.replace('-', '_'))
                        .counter()
                        .count())
                .isOne();
        awaitNoConnections();
    }
}
