/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.api.TokenFixture.bearer;
import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.processor.support.Hooks;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document against the port: every answer in it is provoked, and is as the document says. */
class OpenApiTest {
    private static final String ACCOUNTS = "/api/v1/accounts/{account}";
    private static final String PROBLEM = " application/problem+json";

    /** What to ask for so that a resource of an account answers 200. */
    private static final Map<String, String> GOOD = Map.of(
            "/summary", "window=PT15M&compare=previous&explain=true",
            "/timeseries", "window=PT15M&compare=previous",
            "/distribution", "metric=firstResponse&window=PT15M&compare=previous",
            "/breakdown", "by=country&window=PT15M&compare=previous",
            "/heatmap", "window=PT15M&compare=previous",
            "/conversations", "window=PT15M",
            "/stream", "watch=summary%3Fwindow%3DPT5M");

    private static final Set<String> FIGURES =
            Set.of("/summary", "/timeseries", "/distribution", "/breakdown", "/heatmap");

    private static final String CLOSED = "from=2026-11-20T11:00:00Z&to=2026-11-20T11:59:00Z";

    @TempDir
    private Path stateDir;

    private final OpenApiDocument document = OpenApiDocument.INSTANCE;
    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(stateDir, NOON).pipe(Hooks.sample().visitor("vip", "CZ"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** Provokes one answer. */
    private interface Provocation {
        HttpResponse<String> on(ApiFixture api) throws Exception;
    }

    private static Map<String, Provocation> provocations() {
        Map<String, Provocation> all = new TreeMap<>();
        GOOD.forEach((resource, parameters) -> {
            String path = ACCOUNTS + resource;
            String good = resource + "?" + parameters;
            all.put(path + " 404" + PROBLEM, api -> api.at("/api/v1/accounts/209" + good));
            all.put(path + " 422" + PROBLEM, api -> api.get(good + "&nothing=1"));
            all.put(path + " 500" + PROBLEM, api -> api.breakDown().get(good));
            all.put(path + " 503" + PROBLEM, api -> api.movesAfter(0).get(good));
            if (FIGURES.contains(resource)) {
                String closed = good.replace("window=PT15M", CLOSED);
                all.put(path + " 304", api -> again(api, ApiFixture.ACCOUNT + closed));
            }
            if (!resource.equals("/stream")) {
                all.put(path + " 200 application/json", api -> api.get(good));
            }
        });
        all.putAll(ofAllAccounts());
        all.put("/api/v1/metric-definitions 200 application/json", api -> api.at("/api/v1/metric-definitions"));
        all.putAll(ofAccess());
        all.putAll(ofSessions());
        all.put(ACCOUNTS + "/stream 200 text/event-stream", OpenApiTest::openStream);
        all.put(ACCOUNTS + "/stream 503" + PROBLEM, OpenApiTest::oneStreamTooMany);
        all.put(ACCOUNTS + "/conversations 200 text/csv", api -> api.get("/conversations?format=csv&limit=1"));
        all.put(
                ACCOUNTS + "/conversations 200 application/x-ndjson",
                api -> api.get("/conversations?format=ndjson&limit=1"));
        all.put(ACCOUNTS + "/conversations 406" + PROBLEM, api -> api.get("/conversations", "Accept", "text/html"));
        Map.of("/openapi.yaml", "/openapi.yaml", "/problems/{kind}", "/problems/not-kept")
                .forEach((path, address) -> all.put(path + " 304", api -> again(api, address)));
        all.put("/openapi.yaml 200 application/yaml", api -> api.at("/openapi.yaml"));
        all.put("/problems/{kind} 200 text/plain", api -> api.at("/problems/not-kept"));
        all.put("/problems/{kind} 404" + PROBLEM, api -> api.at("/problems/none"));
        return all;
    }

    private static Map<String, Provocation> ofAllAccounts() {
        Map<String, Provocation> all = new TreeMap<>();
        all.put("/api/v1/accounts 200 application/json", api -> api.at("/api/v1/accounts"));
        all.put("/api/v1/accounts 422" + PROBLEM, api -> api.at("/api/v1/accounts?nothing=1"));
        all.put("/api/v1/accounts 500" + PROBLEM, api -> api.breakDown().at("/api/v1/accounts"));
        all.put("/api/v1/accounts 503" + PROBLEM, api -> api.unassigned().at("/api/v1/accounts"));
        all.put("/api/v1/status 200 application/json", api -> api.at("/api/v1/status"));
        all.put("/api/v1/status 422" + PROBLEM, api -> api.at("/api/v1/status?nothing=1"));
        all.put("/api/v1/status 500" + PROBLEM, api -> api.breakDown().at("/api/v1/status"));
        return all;
    }

    private static Map<String, Provocation> ofAccess() {
        Map<String, Provocation> all = new TreeMap<>();
        GOOD.forEach((resource, parameters) -> {
            String good = resource + "?" + parameters;
            all.put(
                    ACCOUNTS + resource + " 401" + PROBLEM,
                    api -> api.wanting(TokenFixture.inForce()).get(good));
            all.put(
                    ACCOUNTS + resource + " 403" + PROBLEM,
                    api -> api.wanting(TokenFixture.inForce()).get(good, bearer(TokenFixture.OTHER_SHOP)));
        });
        for (String path : List.of("/api/v1/metric-definitions", "/api/v1/accounts", "/api/v1/status")) {
            all.put(
                    path + " 401" + PROBLEM,
                    api -> api.wanting(TokenFixture.inForce()).at(path));
        }
        all.put(
                "/api/v1/status 403" + PROBLEM,
                api -> api.wanting(TokenFixture.inForce()).at("/api/v1/status", bearer(TokenFixture.SHOP)));
        return all;
    }

    private static Map<String, Provocation> ofSessions() {
        String session = SessionRoute.PATH;
        String[] elsewhere = {"Sec-Fetch-Site", "cross-site"};
        return Map.of(
                session + " 200 application/json",
                        api -> api.wanting(TokenFixture.inForce()).at(session, bearer(TokenFixture.SHOP)),
                session + " 401" + PROBLEM,
                        api -> api.wanting(TokenFixture.inForce()).at(session),
                "POST:" + session + " 204",
                        api -> api.wanting(TokenFixture.inForce()).send("POST", session, bearer(TokenFixture.SHOP)),
                "POST:" + session + " 401" + PROBLEM,
                        api -> api.wanting(TokenFixture.inForce()).send("POST", session),
                "POST:" + session + " 403" + PROBLEM, api -> api.send("POST", session, elsewhere),
                "DELETE:" + session + " 204", api -> api.send("DELETE", session),
                "DELETE:" + session + " 403" + PROBLEM, api -> api.send("DELETE", session, elsewhere));
    }

    /** The answer to somebody who has the answer. */
    private static HttpResponse<String> again(ApiFixture api, String path) throws Exception {
        String tag = api.at(path).headers().firstValue("ETag").orElseThrow();
        return api.at(path, "If-None-Match", tag);
    }

    /** The head of a stream, whose body never ends. */
    static HttpResponse<String> openStream(ApiFixture api, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(api.uri(ApiFixture.ACCOUNT + "/stream?" + GOOD.get("/stream")));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> open =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        open.body().close();
        return new HeadOnly(open);
    }

    private static HttpResponse<String> oneStreamTooMany(ApiFixture api) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(api.uri(ApiFixture.ACCOUNT + "/stream?" + GOOD.get("/stream")))
                .build();
        for (int i = 0; i < ApiFixture.MOST_STREAMS; i++) {
            client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        }
        return api.get("/stream?" + GOOD.get("/stream"));
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
    void isRightAboutEveryAnswer(String documented) throws Exception {
        // Given
        String[] parts = documented.split(" ");
        Provocation provocation = provocations().getOrDefault(documented, nothing -> {
            throw new AssertionError("nobody knows how to provoke " + documented);
        });

        // When
        HttpResponse<String> answer = provocation.on(api);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(parts[1]));
        assertThat(OpenApiDocument.mediaType(answer)).isEqualTo(parts.length > 2 ? parts[2] : "");
        document.check(parts[0], answer);
    }

    @Test
    void saysWhereATokenOrSessionIsWanted() throws Exception {
        // Given
        api.wanting(TokenFixture.inForce());
        Set<String> schemes = new TreeSet<>();
        document.at("/components/securitySchemes").fieldNames().forEachRemaining(schemes::add);
        String cookie = api.send("POST", SessionRoute.PATH, bearer(TokenFixture.SHOP))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(schemes).containsExactly("session", "token");

        for (String operation : document.operations()) {
            // When
            Set<String> wanted = document.security(operation);
            boolean open = status(operation) != 401;
            boolean byToken = status(operation, bearer(TokenFixture.SHOP)) != 401;
            boolean bySession = status(operation, "Cookie", cookie.split(";")[0]) != 401;

            // Then
            assertThat(wanted.isEmpty()).as(operation).isEqualTo(open);
            assertThat(wanted.contains("token") || open).as(operation).isEqualTo(byToken);
            assertThat(wanted.contains("session") || open).as(operation).isEqualTo(bySession);
        }
    }

    private int status(String operation, String... headers) throws Exception {
        String path = operation.substring(operation.indexOf(':') + 1).replace("{account}", "208");
        String method = operation.contains(":") ? operation.substring(0, operation.indexOf(':')) : "GET";
        return api.send(method, path.replace("{kind}", "forbidden"), headers).statusCode();
    }

    @Test
    void hasThePathsThatAreAnswered() {
        assertThat(document.paths()).isEqualTo(api.paths());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/summary", "/timeseries", "/distribution", "/breakdown", "/heatmap", "/conversations"})
    void hasTheParametersThatAreTaken(String resource) throws Exception {
        // When
        String refusal = api.refusal(resource + "?" + GOOD.get(resource) + "&nothing=1");

        // Then
        String taken = refusal.substring(refusal.indexOf("only ") + "only ".length(), refusal.length() - 1);
        assertThat(document.parameters(ACCOUNTS + resource)).isEqualTo(new TreeSet<>(Set.of(taken.split(", "))));
    }

    @Test
    void isRightAboutAListAndAStatusOfWhichSomethingIsMissing() throws Exception {
        api.movesAfter(0);
        document.check("/api/v1/accounts", api.at("/api/v1/accounts"));
        document.check("/api/v1/status", api.at("/api/v1/status"));
        document.check("/api/v1/status", api.unassigned().at("/api/v1/status"));
    }

    @Test
    void isRightAboutReportedCountsThatNobodyChecks() throws Exception {
        // Given
        api.pipe(Hooks.sample()
                .channel(c -> c.setMessagesCount(-1L).setWordsCount(-2L))
                .channelId(9));

        // When
        HttpResponse<String> answer = api.get("/conversations?window=PT15M&messagesCount=-1");

        // Then
        assertThat(answer.body()).containsPattern("\"messagesCount\": ?-1").containsPattern("\"wordsCount\": ?-2");
        document.check(ACCOUNTS + "/conversations", answer);
    }

    @Test
    void isRightAboutWhatIsNowhere() throws Exception {
        document.checkElsewhere("NoSuchResource", api.at("/api/v1/nothing"));
        HttpRequest post = HttpRequest.newBuilder(api.uri(ApiFixture.ACCOUNT + "/summary"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        document.checkElsewhere(
                "MethodNotAllowed", HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString()));
        assertThat(raw("/%ZZ")).startsWith("HTTP/1.1 400").contains("/problems/bad-request");
    }

    /** The answer to a request line that a well-behaved client would not send. */
    private String raw(String path) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), api.uri("/").getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void namesEveryProblemAndNoOther() {
        // Given
        Set<String> explained =
                Documents.problems().stream().map(Problem::type).collect(Collectors.toCollection(TreeSet::new));
        long ways = Arrays.stream(Problem.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .map(Method::getReturnType)
                .filter(Problem.class::equals)
                .count();

        // Then
        JsonNode named = document.at("/components/schemas/Problem/properties/type/enum");
        assertThat(StreamSupport.stream(named.spliterator(), false).map(JsonNode::textValue))
                .containsExactlyInAnyOrderElementsOf(explained);
        assertThat(explained).hasSize((int) ways);
    }

    @Test
    void explainsEveryProblemAtItsType() throws Exception {
        for (Problem problem : Documents.problems()) {
            assertThat(api.at(problem.type()).body()).contains(problem.title());
        }
    }

    @Test
    void isServedWithTheVersionOfTheBuild() throws Exception {
        assertThat(api.at("/openapi.yaml").body())
                .contains("openapi: 3.1.0", "version: \"0.")
                .doesNotContain("@version@");
    }
}
