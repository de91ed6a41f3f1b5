/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.gateway.config.RateConfig;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.gzip.InflationTest;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.source.Sources;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The document against the port: every answer in it is provoked, and (in {@link RunningServer}) every answer that any
 * test provokes is as the document says.
 */
class OpenApiTest {
    private static final String TOKEN_IN_PATH = "/hooks/shop/t0ken";
    private static final String TOKEN_IN_HEADER = "/hooks/shop";
    private static final String LONG = "x".repeat(10_000);

    private final OpenApiDocument document = OpenApiDocument.INSTANCE;
    private final RunningServer server = new RunningServer(Duration.ofMillis(400));

    OpenApiTest() {
        server.sources = new Sources(List.of(
                new SourceConfig("shop", "t0ken"),
                new SourceConfig("stubborn", "t0ken", true),
                source("far", List.of(), Set.of(), List.of("203.0.113.0/24"), Optional.empty()),
                source("signed", List.of("s3cret"), Set.of(), List.of(), Optional.empty()),
                source("accounts", List.of(), Set.of("1"), List.of(), Optional.empty()),
                source("slow", List.of(), Set.of(), List.of(), Optional.of(new RateConfig(1, 1)))));
    }

    private static SourceConfig source(
            String name,
            List<String> secrets,
            Set<String> accounts,
            List<String> addresses,
            Optional<RateConfig> rate) {
        return new SourceConfig(name, List.of("t0ken"), secrets, accounts, addresses, rate, false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Provokes one answer. */
    interface Provocation {
        Answer on(RunningServer server, String path);
    }

    private static Provocation body(String body) {
        return (server, path) -> post(server, path, BodyPublishers.ofString(body));
    }

    private static Answer post(RunningServer server, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                server.request(path).header("X-Chatstream-Token", "t0ken").POST(body);
        return Answer.of(server.send(headers.length == 0 ? request : request.headers(headers)));
    }

    private static Provocation raw(String lines) {
        return (server, path) -> Answer.of(
                        server.raw(lines.replace("PATH", path).replace("|", "\r\n") + "\r\n\r\n"))
                .orElseThrow();
    }

    private static Provocation refusal(Refusal reason) {
        return (server, path) -> {
            server.publisher.refuse(reason);
            return body(hookWith("")).on(server, path);
        };
    }

    private static Answer spooled(RunningServer server, String path) {
        try (RunningServer other = RunningServer.withSpool(new StubSpool())) {
            other.schemaIds = Optional.empty();
            return body(hookWith("")).on(other, path);
        }
    }

    /** How each answer to a delivery comes about. */
    private static Map<String, Provocation> deliveries() {
        Map<String, Provocation> all = new TreeMap<>();
        all.put("200 stored", body(hookWith("")));
        all.put("200 spooled", OpenApiTest::spooled);
        all.put("200 quarantined", (server, path) -> body("{}").on(server, path.replace("shop", "stubborn")));
        all.put("400 not-http", raw("POST PATH HTTP/1.1|Host: x|A b: c"));
        all.put(
                "400 not-gzip",
                (server, path) -> post(server, path, BodyPublishers.ofString("x"), "Content-Encoding", "gzip"));
        all.put("400 not-json", body("{"));
        all.put("401 not-admitted", (server, path) -> body("{}").on(server, path.replace("shop", "nobody")));
        all.put("403 address-not-allowed", (server, path) -> body("{}").on(server, path.replace("shop", "far")));
        all.put("403 bad-signature", (server, path) -> body("{}").on(server, path.replace("shop", "signed")));
        all.put("408 body-too-slow", raw("POST PATH HTTP/1.1|Host: x|X-Chatstream-Token: t0ken|Content-Length: 9"));
        all.putAll(deliveriesBeyondLimits());
        all.putAll(deliveriesThatCannotBeStored());
        return all;
    }

    private static Map<String, Provocation> deliveriesBeyondLimits() {
        Map<String, Provocation> all = new TreeMap<>();
        all.put(
                "413 body-too-large",
                (server, path) -> post(
                        server,
                        path,
                        BodyPublishers.ofByteArray(InflationTest.gzip(new byte[1_000_000])),
                        "Content-Encoding",
                        "gzip"));
        all.put("414 request-line-too-long", raw("POST PATH?" + LONG + " HTTP/1.1|Host: x"));
        all.put(
                "415 coding-not-taken",
                (server, path) -> post(server, path, BodyPublishers.ofString("x"), "Content-Encoding", "br"));
        all.put("422 not-a-hook", body("{}"));
        all.put("431 headers-too-large", raw("POST PATH HTTP/1.1|Host: x|X: " + LONG));
        all.put("429 too-fast", (server, path) -> {
            body(hookWith("")).on(server, path.replace("shop", "slow"));
            return body(hookWith("")).on(server, path.replace("shop", "slow"));
        });
        return all;
    }

    private static Map<String, Provocation> deliveriesThatCannotBeStored() {
        Map<String, Provocation> all = new TreeMap<>();
        all.put(
                "422 account-not-allowed",
                (server, path) -> body(hookWith("")).on(server, path.replace("shop", "accounts")));
        all.put("422 not-storable", (server, path) -> {
            server.publisher.refuseHooks(Refusal.FOR_GOOD);
            return body(hookWith("")).on(server, path);
        });
        all.put("500 internal", (server, path) -> {
            server.publisher.breakDown();
            return body(hookWith("")).on(server, path);
        });
        all.put("503 busy", refusal(Refusal.IN_FLIGHT_LIMIT));
        all.put("503 not-ready", refusal(Refusal.NOT_READY));
        all.put("503 not-acknowledged", refusal(Refusal.ACK_TIMEOUT));
        all.put("503 kafka-error", refusal(Refusal.KAFKA_ERROR));
        all.put("503 not-spooled", refusal(Refusal.SPOOL_FULL));
        return all;
    }

    private static Answer read(RunningServer server, String method, String path, String... headers) {
        HttpRequest.Builder request = server.request(path).method(method, BodyPublishers.noBody());
        return Answer.of(server.send(headers.length == 0 ? request : request.headers(headers)));
    }

    private static Provocation reading(String method, String... headers) {
        return (server, path) -> read(server, method, path, headers);
    }

    private static Map<String, Provocation> provocations() {
        Map<String, Provocation> all = new TreeMap<>();
        deliveries().forEach((answer, how) -> {
            all.put("post /hooks/{source}/{token} " + answer, (server, none) -> how.on(server, TOKEN_IN_PATH));
            all.put("post /hooks/{source} " + answer, (server, none) -> how.on(server, TOKEN_IN_HEADER));
        });
        for (String method : new String[] {"get", "head"}) {
            String upper = method.toUpperCase(java.util.Locale.ROOT);
            Map.of("/openapi.yaml", "/openapi.yaml", "/problems/{name}", "/problems/busy")
                    .forEach((template, path) -> {
                        all.put(
                                method + " " + template + " 200",
                                (server, none) -> reading(upper).on(server, path));
                        all.put(
                                method + " " + template + " 304",
                                (server, none) ->
                                        reading(upper, "If-None-Match", "*").on(server, path));
                    });
        }
        all.put(
                "get /problems/{name} 404 not-found",
                (server, none) -> reading("GET").on(server, "/problems/none"));
        all.put("head /problems/{name} 404", (server, none) -> reading("HEAD").on(server, "/problems/none"));
        return all;
    }

    static Stream<String> answers() {
        return OpenApiDocument.INSTANCE.answers().stream();
    }

    @Test
    void hasNoAnswerThatIsNotProvokedHere() {
        assertThat(document.answers()).isEqualTo(provocations().keySet());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isRightAboutEveryAnswer(String documented) {
        // Given
        String[] parts = documented.split(" ");
        Provocation provocation = provocations().getOrDefault(documented, (server, path) -> {
            throw new AssertionError("nobody knows how to provoke " + documented);
        });

        // When
        Answer answer = provocation.on(server, "");

        // Then
        assertThat(answer.status()).isEqualTo(Integer.parseInt(parts[2]));
        if (parts.length > 3) {
            assertThat(answer.body()).contains((answer.status() == 200 ? "\"" : "/problems/") + parts[3] + "\"");
        }
    }

    @Test
    void namesEveryProblemAndNoOther() {
        // Given
        Set<String> problems =
                Arrays.stream(Problem.values()).map(Problem::type).collect(Collectors.toCollection(TreeSet::new));
        Set<String> examples = new TreeSet<>();
        document.at("/components/responses")
                .forEach(response -> response.at("/content/application~1problem+json/examples")
                        .forEach(example ->
                                examples.add(example.at("/value/type").textValue())));

        // Then
        assertThat(StreamSupport.stream(
                                document.at("/components/schemas/Problem/properties/type/enum")
                                        .spliterator(),
                                false)
                        .map(JsonNode::textValue))
                .containsExactlyInAnyOrderElementsOf(problems);
        assertThat(examples).isEqualTo(problems);
    }

    @Test
    void showsExamplesAsTheyAreAnswered() {
        document.at("/components/responses")
                .forEach(response -> response.path("content")
                        .forEach(content -> content.path("examples").forEach(example -> {
                            document.assertValid("example", content.get("schema"), example.get("value"));
                            Arrays.stream(Problem.values())
                                    .filter(problem -> problem.type()
                                            .equals(example.at("/value/type").textValue()))
                                    .forEach(problem -> {
                                        assertThat(example.at("/value/title").textValue())
                                                .isEqualTo(problem.title());
                                        assertThat(example.at("/value/status").intValue())
                                                .isEqualTo(problem.status());
                                    });
                        })));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hook", "event"})
    void hasExamplesOfBodiesThatAreTaken(String example) {
        // Given
        JsonNode content =
                document.at("/components/requestBodies/Delivery/content").get("application/json");
        JsonNode value = content.at("/examples/" + example + "/value");

        // When
        Answer answer = post(server, TOKEN_IN_PATH, BodyPublishers.ofString(value.toString()));

        // Then
        document.assertValid(example, content.get("schema"), value);
        assertThat(answer.status()).isEqualTo(200);
    }

    /** An account as the document allows it is taken, and as it does not, not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'accountId':'208','beginAt':1,'endAt':2,'channel':{'id':3}}",
                "{'accountId':-5,'beginAt':1,'endAt':2,'channel':{'id':3}}",
                "{'accountId':'-5','beginAt':1,'endAt':2,'channel':{'id':3}}",
                "{'accountId':'','beginAt':1,'endAt':2,'channel':{'id':3}}",
                "{'type':'event_callback','event':'e','account_id':'LONGEST'}",
                "{'type':'event_callback','event':'e','account_id':'LONGESTa'}",
                "{'type':'event_callback','event':'e','account_id':''}"
            })
    void describesTheAccountsThatAreTaken(String template) throws IOException {
        // Given
        String body = template.replace('\'', '"').replace("LONGEST", "a".repeat(256));
        JsonNode schema = document.at("/components/schemas/" + (body.contains("event_callback") ? "Event" : "Hook"));

        // When
        Answer answer = post(server, TOKEN_IN_PATH, BodyPublishers.ofString(body));

        // Then
        assertThat(answer.status()).isIn(200, 422);
        assertThat(document.isValid(schema, new ObjectMapper().readTree(body))).isEqualTo(answer.status() == 200);
    }

    @Test
    void isServedWithTheVersionOfTheBuildAndAnETag() {
        // When
        Answer whole = read(server, "GET", "/openapi.yaml");
        Answer head = read(server, "HEAD", "/openapi.yaml");
        Answer again = read(
                server,
                "GET",
                "/openapi.yaml",
                "If-None-Match",
                whole.header("etag").orElseThrow());

        // Then
        assertThat(whole.body()).contains("openapi: 3.1.0", "version: \"0.").doesNotContain("@version@");
        assertThat(head.header("content-length"))
                .hasValue(Integer.toString(whole.body().getBytes(StandardCharsets.UTF_8).length));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void explainsEveryProblemAtItsType() {
        for (Problem problem : Problem.values()) {
            assertThat(read(server, "GET", problem.type()).body()).contains(problem.title(), problem.advice());
        }
    }

    @Test
    void saysWhichMethodsADocumentTakes() {
        assertThat(read(server, "POST", "/openapi.yaml").header("allow")).hasValue("GET, HEAD");
    }
}
