/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest implements SchemaRegistryContract {
    private final InMemorySchemaRegistry behind = new InMemorySchemaRegistry();
    private final Map<String, String> configuration = new HashMap<>(Map.of(
            "retries.wait.ms", "1", "retries.max.wait.ms", "4", "max.retries", "2", "http.read.timeout.ms", "5000"));
    private final CountDownLatch stopped = new CountDownLatch(1);
    private RegistryStub stub;
    private RegistryStub other;

    @BeforeEach
    void start() throws IOException {
        stub = new RegistryStub(behind);
        other = new RegistryStub(behind);
        configuration.put("schema.registry.url", stub.url());
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        stub.close();
        other.close();
    }

    @Override
    public SchemaRegistry registry() {
        return SchemaRegistry.open(configuration);
    }

    @Override
    public SchemaRegistry sameRegistryAnew() {
        return registry();
    }

    @Override
    public String subject() {
        return "visits-value";
    }

    private RegistryException failureOfById() {
        return catchThrowableOfType(RegistryException.class, () -> registry().byId(1));
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void whatCanNeverChangeIsAskedOnce() {
        // Given
        SchemaRegistry registry = registry();
        int id = registry.register(subject(), FIRST);

        // When
        registry.register(subject(), FIRST);
        registry.lookUp(subject(), FIRST);
        registry.byId(id);
        registry.byId(id);

        // Then
        assertThat(stub.requests())
                .containsExactly("POST /api/subjects/visits-value/versions", "GET /api/schemas/ids/1");
    }

    @Test
    void whatMayChangeIsAskedEachTime() {
        SchemaRegistry registry = registry();

        registry.lookUp(subject(), FIRST);
        behind.register(subject(), FIRST);

        assertThat(registry.lookUp(subject(), FIRST)).contains(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void passingTroubleIsTriedAgain(int status) {
        behind.register(subject(), FIRST);
        stub.nextAnswers(status, "<html>busy</html>");
        stub.nextAnswers(status, "{\"error_code\":50002,\"message\":\"busy\"}");

        assertThat(registry().byId(1)).isEqualTo(FIRST);
        assertThat(stub.requests()).hasSize(3);
    }

    @Test
    void retriesEnd() {
        for (int i = 0; i < 3; i++) {
            stub.nextAnswers(503, "{\"error_code\":50302,\"message\":\"store is down\"}");
        }

        RegistryException failure = failureOfById();

        assertThat(failure.retriable()).isTrue();
        assertThat(failure.errorCode()).isEqualTo(50302);
        assertThat(failure)
                .hasMessage("schema registry " + stub.url()
                        + ", schema with id 1: HTTP 503, error code 50302: store is down");
        assertThat(stub.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 409, 422, 301})
    void refusalsAreNotTriedAgain(int status) {
        configuration.put("schema.registry.url", stub.url() + "," + other.url());
        stub.nextAnswers(status, "{\"error_code\":" + status + "99,\"message\":\"no\\nway\"}");

        RegistryException failure = failureOfById();

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure).hasMessageEndingWith("error code " + status + "99: no way");
        assertThat(failure.retriable()).isFalse();
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void theNextUrlIsAskedAtOnceAndPreferredFromThenOn() throws IOException {
        // Given
        behind.register(subject(), FIRST);
        behind.register(subject(), SECOND);
        configuration.put("schema.registry.url", closedPort() + ", " + stub.url() + "," + other.url());
        stub.nextAnswers(503, "");
        SchemaRegistry registry = registry();

        // When
        registry.byId(1);
        registry.byId(2);

        // Then
        assertThat(stub.requests()).hasSize(1);
        assertThat(other.requests()).hasSize(2);
    }

    @Test
    void nobodyListeningIsUnreachable() throws IOException {
        configuration.put("schema.registry.url", closedPort());

        RegistryException failure = failureOfById();

        assertThat(failure.retriable()).isTrue();
        assertThat(failure.status()).isZero();
        assertThat(failure).hasMessageContaining("schema with id 1");
    }

    @Test
    void silenceEndsWithTheRequestTimeout() {
        configuration.put("http.read.timeout.ms", "50");
        configuration.put("max.retries", "0");
        stub.next(exchange -> await(stopped));

        RegistryException failure = failureOfById();

        assertThat(failure.retriable()).isTrue();
        assertThat(failure).hasMessageContaining("no answer within");
    }

    @Test
    void anAnswerThatStopsInTheMiddleEndsWithTheRequestTimeout() {
        configuration.put("http.read.timeout.ms", "50");
        configuration.put("max.retries", "0");
        stub.next(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(stopped);
        });

        assertThat(failureOfById().retriable()).isTrue();
    }

    @Test
    void theDeadlineEndsAllRetries() {
        configuration.put("http.read.timeout.ms", "60000");
        configuration.put("max.retries", "100");
        configuration.put("retries.deadline.ms", "200");
        configuration.put("schema.registry.url", stub.url() + "," + other.url());
        HttpHandler silent = exchange -> await(stopped);
        for (int i = 0; i < 10; i++) {
            stub.next(silent);
        }
        long start = System.nanoTime();

        RegistryException failure = failureOfById();

        assertThat(failure.retriable()).isTrue();
        assertThat(failure).hasMessageContaining("no answer within");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>s3cret</html>", "", "[]", "{", "{}", "{\"schema\":5}"})
    void anAnswerThatNoRegistryGivesBlamesTheUrl(String body) {
        stub.nextAnswers(200, body);

        RegistryException failure = failureOfById();

        assertThat(failure).hasMessageContaining("root of").hasMessageNotContaining("s3cret");
        assertThat(failure.notFound()).isFalse();
        assertThat(failure.unusable()).isFalse();
    }

    @Test
    void notFoundByAnythingButARegistrySaysNothingAboutSchemas() {
        stub.nextAnswers(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
        RegistryException inJson = failureOfById();
        stub.nextAnswers(404, "<html>");
        RegistryException inHtml = failureOfById();

        assertThat(List.of(inJson, inHtml)).allSatisfy(failure -> {
            assertThat(failure.notFound()).isFalse();
            assertThat(failure).hasMessageContaining("path").hasMessageContaining("schema.registry.url");
        });
    }

    @Test
    void aHugeAnswerIsGivenUp() {
        configuration.put("max.retries", "0");
        stub.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[1024 * 1024];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 64; i++) {
                    out.write(chunk);
                }
            }
        });

        assertThat(failureOfById()).hasMessageContaining("longer than 16777216 bytes");
    }

    @Test
    void schemasThatCannotBeUsedSayWhy() {
        stub.nextAnswers(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}");
        assertThat(failureOfById()).hasMessageContaining("PROTOBUF").matches(RegistryException::unusable);

        stub.nextAnswers(200, "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"x\"}]}");
        assertThat(failureOfById()).hasMessageContaining("refers to other").matches(RegistryException::unusable);

        stub.nextAnswers(200, "{\"schema\":\"record\"}");
        assertThat(failureOfById()).hasMessageContaining("not an Avro schema").matches(RegistryException::unusable);
    }

    @Test
    void credentialsAreSentAndNeverShown() {
        configuration.put("schema.registry.url", stub.url().replace("http://", "http://me:s3cr%40t@"));
        stub.nextAnswers(401, "{\"error_code\":40101,\"message\":\"who are you\"}");

        RegistryException failure = failureOfById();

        assertThat(stub.lastHeaders().getFirst("Authorization")).isEqualTo(RegistryCredentials.basic("me:s3cr@t"));
        assertThat(failure).hasMessageContaining(stub.url()).hasMessageNotContaining("s3cr");
        assertThat(failure.errorCode()).isEqualTo(40101);
    }

    @Test
    void aBearerTokenIsSent() {
        configuration.put("bearer.auth.credentials.source", "STATIC_TOKEN");
        configuration.put("bearer.auth.token", "s3cret");

        registry().latest(subject());

        assertThat(stub.lastHeaders().get("Authorization")).isEqualTo(List.of("Bearer s3cret"));
    }

    @Test
    void anInterruptedCallEndsAndKeepsTheInterrupt() {
        stub.next(exchange -> await(stopped));
        Thread.currentThread().interrupt();

        RegistryException failure = failureOfById();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.retriable()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
