/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Decoded;
import dev.chatstream.schemas.topic.Topic;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** Every line of the table of answers. */
class HookServerTest {
    private static final String PATH = "/hooks/shop/t0ken";
    private static final String SECRET = "s3cret";

    private final RunningServer server = new RunningServer(Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private void assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(response.body()).get("type").textValue()).isEqualTo("/problems/" + type);
        assertThat(json(response.body()).get("status").intValue()).isEqualTo(status);
        assertThat(response.body()).doesNotContain(SECRET, "t0ken");
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }

    private void assertLedger(int received, int stored, int rejected, int refused) {
        assertThat(server.count("chatstream.gateway.hooks.received")).isEqualTo(received);
        assertThat(server.count("chatstream.gateway.hooks.stored")).isEqualTo(stored);
        assertThat(server.count("chatstream.gateway.hooks.rejected")).isEqualTo(rejected);
        assertThat(server.count("chatstream.gateway.hooks.refused")).isEqualTo(refused);
    }

    @Test
    void answers200WithTheEventIdOnceTheHookIsStored() {
        // When
        HttpResponse<String> response = server.post(PATH, hookWith(""));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json(response.body()).get("status").textValue()).isEqualTo("stored");
        assertThat(json(response.body()).get("id").textValue()).matches("[0-9a-f]{32}");
        assertThat(server.publisher.published())
                .singleElement()
                .satisfies(record -> assertThat(record.topic()).isEqualTo(Topic.HOOK));
        assertLedger(1, 1, 0, 0);
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }

    @Test
    void doesNotAnswerBeforeTheHookIsStored() {
        // Given
        server.publisher.hold();
        CompletableFuture<HttpResponse<String>> response =
                server.sendAsync(server.request(PATH).POST(HttpRequest.BodyPublishers.ofString(hookWith(""))));
        await().until(() -> server.publisher.holds() == 1);
        assertThat(response).isNotDone();

        // When
        server.publisher.releaseAll();

        // Then
        assertThat(response.join().statusCode()).isEqualTo(200);
    }

    @Test
    void takesTheTokenFromAHeaderOrAsBasicPassword() {
        // Given
        String basic = "Basic " + Base64.getEncoder().encodeToString("anybody:t0ken".getBytes(StandardCharsets.UTF_8));
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(hookWith(""));

        // Then
        assertThat(server.send(server.request("/hooks/shop")
                                .header("X-Chatstream-Token", "t0ken")
                                .POST(body))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send(server.request("/hooks/shop")
                                .header("Authorization", basic)
                                .POST(body))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers400ToWhatIsNoJsonOnceItIsInQuarantine() {
        // When
        HttpResponse<String> response = server.post(PATH, "{\"accountId\":" + SECRET);

        // Then
        assertProblem(response, 400, "not-json");
        assertThat(json(response.body()).get("quarantineId").textValue()).matches("[0-9a-f]{32}");
        assertThat(Decoded.rejectedHook(server.publisher.published().get(0).value())
                        .getReason())
                .isEqualTo(RejectionReason.NOT_JSON);
        assertLedger(1, 0, 1, 0);
    }

    @Test
    void answers422ToWhatIsNoHookOnceItIsInQuarantine() {
        // When
        HttpResponse<String> response = server.post(PATH, "{\"accountId\":\"" + SECRET + "\"}");

        // Then
        assertProblem(response, 422, "not-a-hook");
        assertThat(json(response.body()).get("pointer").textValue()).isEqualTo("/accountId");
        assertThat(json(response.body()).get("expected").textValue()).contains("whole number");
        assertThat(json(response.body()).get("detail").textValue()).contains("a string");
        assertThat(server.publisher.published())
                .singleElement()
                .satisfies(record -> assertThat(record.topic()).isEqualTo(Topic.HOOK_REJECTED));
        assertLedger(1, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}"})
    void answers200ToWhatIsInQuarantineWhenItsSourceIsSetSo(String body) {
        // When
        HttpResponse<String> response = server.post("/hooks/stubborn/t0ken", body);

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response.body()).get("status").textValue()).isEqualTo("quarantined");
        assertThat(json(response.body()).get("id").textValue()).matches("[0-9a-f]{32}");
        assertLedger(1, 0, 1, 0);
    }

    @Test
    void answers503ToWhatIsNotEvenInQuarantineHoweverItsSourceIsSet() {
        // Given
        server.publisher.refuse(Refusal.KAFKA_ERROR);

        // Then
        assertProblem(server.post("/hooks/stubborn/t0ken", "{}"), 503, "kafka-error");
    }

    @Test
    void answers422ToAHookThatKafkaRefusesForGood() {
        // Given
        server.publisher.refuseHooks(Refusal.FOR_GOOD);

        // When
        HttpResponse<String> response = server.post(PATH, hookWith(""));

        // Then
        assertProblem(response, 422, "not-storable");
        assertThat(server.publisher.published()).hasSize(2);
        assertLedger(1, 0, 1, 0);
    }

    @Test
    void answers422ToAHookWhoseRecordWouldBeTooLarge() {
        // Given
        String body = hookWith("\"messages\":[" + "{},".repeat(10_000) + "{}],\"paths\":[" + "1,".repeat(9_000) + "1]");

        // When
        HttpResponse<String> response = server.post(PATH, body);

        // Then
        assertProblem(response, 422, "not-storable");
        assertThat(json(response.body()).get("detail").textValue()).contains("at most");
        assertLedger(1, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "GOOD"})
    void answers503WhenNothingCanBeStored(String body) {
        // Given
        server.publisher.refuse(Refusal.ACK_TIMEOUT);

        // When
        HttpResponse<String> response = server.post(PATH, body.equals("GOOD") ? hookWith("") : body);

        // Then
        assertProblem(response, 503, "not-acknowledged");
        assertThat(response.headers().firstValue("retry-after")).hasValue("2");
        assertLedger(1, 0, 0, 1);
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void answers503ToEveryRefusal(Refusal reason) {
        // Given
        server.publisher.refuse(reason);

        // When
        HttpResponse<String> response = server.post(PATH, hookWith(""));

        // Then
        assertProblem(
                response, Problem.of(reason).status(), Problem.of(reason).type().substring("/problems/".length()));
    }

    @Test
    void answers503AsLongAsTheSchemaIdsAreUnknown() {
        // Given
        server.schemaIds = Optional.empty();

        // When
        HttpResponse<String> response = server.post(PATH, hookWith(""));

        // Then
        assertProblem(response, 503, "not-ready");
        assertThat(server.publisher.published()).isEmpty();
        assertLedger(1, 0, 0, 1);
    }

    @Test
    void answers503AtOnceWhenTooManyBytesAreUnderWay() {
        // Given
        server.inflight.tryAcquire(2 * RunningServer.MAX_BODY);

        // When
        HttpResponse<String> response = server.post(PATH, hookWith(""));

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response.body()).get("type").textValue()).isEqualTo("/problems/busy");
        assertThat(server.publisher.published()).isEmpty();
        server.inflight.release(2 * RunningServer.MAX_BODY);
    }

    @ParameterizedTest
    @CsvSource({"/hooks/shop/wrong", "/hooks/nobody/t0ken", "/hooks/shop/", "/hooks/shop", "/hooks//", "/hooks/"})
    void answers401ToWhoeverIsNotAdmitted(String path) {
        // When
        HttpResponse<String> response = server.post(path, hookWith(""));

        // Then
        assertProblem(response, 401, "not-admitted");
        assertThat(response.headers().firstValue("www-authenticate")).hasValue("Basic realm=\"hooks\"");
        assertThat(server.publisher.published()).isEmpty();
        assertLedger(0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"/", "/hook/shop/t0ken", "/hooks/shop/t0ken/", "/hooks/shop/t0ken/x", "/metrics"})
    void answers404ToOtherPaths(String path) {
        assertProblem(server.post(path, hookWith("")), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "DELETE", "OPTIONS"})
    void answers405ToOtherMethods(String method) {
        // When
        HttpResponse<String> response =
                server.send(server.request(PATH).method(method, HttpRequest.BodyPublishers.noBody()));

        // Then
        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void answers500OnlyToABugAndFreesTheMemory() {
        // Given
        server.publisher.breakDown();

        // Then
        assertProblem(server.post(PATH, hookWith("")), 500, "internal");
        assertThat(server.inflight.held()).isZero();
    }

    @Test
    void answersAndNamesTheTraceAlsoWhenMemoryRunsOut() {
        // Given
        List<@Nullable String> logged = new CopyOnWriteArrayList<>();
        server.publisher.breakDown(() -> new OutOfMemoryError("a test") {
            private static final long serialVersionUID = 1L;

            @Override
            public StackTraceElement[] getStackTrace() {
                logged.add(MDC.get("trace.id"));
                return super.getStackTrace();
            }
        });

        // When
        HttpResponse<String> answer = server.send(server.request(PATH)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .POST(HttpRequest.BodyPublishers.ofString(hookWith(""))));

        // Then
        assertProblem(answer, 500, "internal");
        assertThat(server.inflight.held()).isZero();
        assertThat(server.count("chatstream.gateway.hooks.refused")).isEqualTo(1);
        assertThat(logged).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        // Given
        String frame = hookWith("\"x\":\"\"");
        String body = hookWith("\"x\":\"" + "a".repeat(RunningServer.MAX_BODY - frame.length()) + "\"");

        // Then
        assertThat(server.post(PATH, body).statusCode()).isEqualTo(200);
        assertThat(server.post(PATH, body + " ").statusCode()).isEqualTo(413);
    }

    @Test
    void storesHooksSentInChunks() {
        // When
        String answer = server.raw("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + "a\r\n" + hookWith("").substring(0, 10) + "\r\n"
                + Integer.toHexString(hookWith("").length() - 10) + "\r\n"
                + hookWith("").substring(10) + "\r\n0\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 200");
    }
}
