/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.chatstream.gateway.address.AddressRange;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.source.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The port for hooks under a fuzzer, over real connections: what begins like a request is sent as it is, anything else
 * as the body of a good one. Tries the corpus beside it; with {@code mvn -Pfuzz} a fuzzer makes more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HookServerFuzzTest {
    private static final Pattern REQUEST = Pattern.compile("^[A-Z]+ /");
    private static final Pattern ANSWER = Pattern.compile("(?s)HTTP/1\\.1 (200|400|413|422) .*");
    private static final int PATIENCE_MILLIS = 10_000;

    private final RunningServer server = new RunningServer(
            Duration.ofSeconds(5),
            RunningServer.MAX_BODY,
            List.of(AddressRange.of("127.0.0.1").orElseThrow()));

    @BeforeAll
    void takesHooks() {
        server.sources = new Sources(List.of(
                new SourceConfig("shop", "t0ken"),
                source("signed", List.of("test-secret"), List.of()),
                source("near", List.of(), List.of("127.0.0.0/8", "192.0.2.0/24"))));
        assertThat(answer("{\"accountId\":208,\"beginAt\":1,\"endAt\":2,\"channel\":{\"id\":7}}"
                        .getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 200");
    }

    private static SourceConfig source(String name, List<String> secrets, List<String> addresses) {
        return new SourceConfig(name, List.of("t0ken"), secrets, Set.of(), addresses, Optional.empty(), false);
    }

    @AfterAll
    void stop() {
        await().until(() -> server.inflight.held() == 0);
        server.close();
    }

    @FuzzTest(maxDuration = "15s")
    @DictionaryFile(resourcePath = "http.dict")
    void noBytesAreAnswered500(byte[] input) {
        // When
        String head = new String(input, 0, Math.min(input.length, 16), StandardCharsets.ISO_8859_1);
        if (REQUEST.matcher(head).find()) {
            assertThat(exchange(input, new byte[0])).doesNotContain("HTTP/1.1 500");
        } else {
            assertThat(answer(input)).matches(ANSWER);
        }

        // Then
        assertThat(server.meters
                        .find("chatstream.gateway.answers")
                        .tag("status", "500")
                        .counters())
                .isEmpty();
        assertThat(server.meters
                        .get("chatstream.gateway.hooks.rejected")
                        .tag("reason", "unknown")
                        .counter()
                        .count())
                .isZero();
        server.publisher.published().clear();
    }

    private String answer(byte[] body) {
        String head = "POST /hooks/shop/t0ken HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        return exchange(head.getBytes(StandardCharsets.US_ASCII), body);
    }

    private String exchange(byte[] head, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            if (body.length == 0) {
                socket.shutdownOutput();
            }
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server neither answers nor closes; so far: " + answer, e);
        } catch (IOException e) {
            // The server may close on what is no HTTP before all of it is sent; that nothing comes is found by ANSWER.
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
