/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.api.TokenFixture.bearer;
import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.support.LogCapture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to whom, by the token that is shown. */
class AccessApiTest {
    private static final String SUMMARY = "/summary?window=PT15M";

    @TempDir
    private Path stateDir;

    private final TokenFixture tokens = TokenFixture.inForce();
    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(stateDir, NOON)
                .pipe(Hooks.sample(), Hooks.sample().account(7))
                .wanting(tokens);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** Every resource of an account, in every form; all would be answered 200. */
    static List<String> resources() {
        return List.of(
                SUMMARY,
                "/timeseries?window=PT15M",
                "/distribution?metric=rating&window=PT15M",
                "/breakdown?by=agent&window=PT15M",
                "/heatmap?window=PT15M",
                "/conversations",
                "/conversations?format=csv",
                "/conversations?format=ndjson",
                "/stream?watch=summary%3Fwindow%3DPT5M");
    }

    private static Optional<String> challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void wantsATokenForEveryResource(String resource) throws Exception {
        // When
        HttpResponse<String> answer = api.get(resource);

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("/problems/unauthorized");
        assertThat(challenge(answer)).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/metric-definitions", "/api/v1/session", "/api/v1/nothing", "/api/v1", "/nothing"})
    void wantsATokenForWhateverElseThereIsOrIsNot(String path) throws Exception {
        assertThat(api.at(path).statusCode()).isEqualTo(401);
        assertThat(api.send("HEAD", path).statusCode()).isEqualTo(401);
        assertThat(api.send("POST", path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/problems/unauthorized", "/problems/forbidden", "/problems/foreign-page"})
    void wantsNoneForWhatExplainsIt(String path) throws Exception {
        assertThat(api.at(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("resources")
    void answersWhatTheTokenLists(String resource) throws Exception {
        if (resource.startsWith("/stream")) {
            assertThat(OpenApiTest.openStream(api, bearer(TokenFixture.SHOP)).statusCode())
                    .isEqualTo(200);
        } else {
            assertThat(api.get(resource, bearer(TokenFixture.SHOP)).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void refusesAnAccountThatTheTokenDoesNotListOnEveryResource(String resource) throws Exception {
        // When
        HttpResponse<String> answer = api.get(resource, bearer(TokenFixture.OTHER_SHOP));

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("/problems/forbidden").doesNotContain("208");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void refusesHeadsLikeWholeAnswers(String resource) throws Exception {
        if (!resource.startsWith("/stream")) {
            assertThat(api.send("HEAD", ApiFixture.ACCOUNT + resource, bearer(TokenFixture.OTHER_SHOP))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(api.send("HEAD", ApiFixture.ACCOUNT + resource, bearer(TokenFixture.SHOP))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void doesNotTellWhichAccountsExist() throws Exception {
        // Given
        api.movesAfter(1);

        // When
        HttpResponse<String> known = api.get(SUMMARY, bearer(TokenFixture.OTHER_SHOP));
        HttpResponse<String> unknown = api.at("/api/v1/accounts/404404" + SUMMARY, bearer(TokenFixture.OTHER_SHOP));
        HttpResponse<String> misspelt = api.get("/summary?nothing=1", bearer(TokenFixture.OTHER_SHOP));

        // Then
        assertThat(known.statusCode()).isEqualTo(403);
        assertThat(List.of(unknown.body(), misspelt.body())).containsOnly(known.body());
        assertThat(List.of(unknown.statusCode(), misspelt.statusCode())).containsOnly(403);
        assertThat(api.questionsLeft()).isOne();
    }

    @Test
    void saysThatAnAccountIsUnknownToWhoMayReadIt() throws Exception {
        assertThat(api.at("/api/v1/accounts/209" + SUMMARY, bearer(TokenFixture.SHOP))
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.at("/api/v1/accounts/404404" + SUMMARY, bearer(TokenFixture.ALL))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void readsTheAccountOfThePathInOneWayOnly() throws Exception {
        assertThat(api.at("/api/v1/accounts/20%38" + SUMMARY, bearer(TokenFixture.OTHER_SHOP))
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.at("/api/v1/accounts/7/../208" + SUMMARY, bearer(TokenFixture.OTHER_SHOP))
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.at("/api/v1//accounts/208" + SUMMARY, bearer(TokenFixture.OTHER_SHOP))
                        .statusCode())
                .isBetween(400, 499);
        assertThat(api.at("/api/v1/accounts/none" + SUMMARY, bearer(TokenFixture.OTHER_SHOP))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void takesTheTokenBeforeAsWell() throws Exception {
        assertThat(api.get(SUMMARY, bearer(TokenFixture.SHOP_BEFORE)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {TokenFixture.UNKNOWN, "the-token-for-all-accounts-0123456789abcde", ""})
    void knowsNoOtherToken(String token) throws Exception {
        // When
        HttpResponse<String> answer = api.get(SUMMARY, bearer(token));

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer).orElseThrow()).startsWith("Bearer");
    }

    @Test
    void tellsAWrongTokenFromNone() throws Exception {
        assertThat(challenge(api.get(SUMMARY, bearer(TokenFixture.UNKNOWN))))
                .contains("Bearer error=\"invalid_token\"");
    }

    @Test
    void readsTheSchemeInAnyCaseAndPassesOthersOver() throws Exception {
        assertThat(api.get(SUMMARY, "Authorization", "bearer " + TokenFixture.SHOP)
                        .statusCode())
                .isEqualTo(200);
        assertThat(challenge(api.get(SUMMARY, "Authorization", "Basic " + TokenFixture.SHOP)))
                .contains("Bearer");
        assertThat(api.get(SUMMARY, "Authorization", TokenFixture.SHOP).statusCode())
                .isEqualTo(401);
    }

    @Test
    void letsPeersReadEverything() throws Exception {
        assertThat(api.get(SUMMARY, bearer(TokenFixture.PEER)).statusCode()).isEqualTo(200);
        assertThat(api.at("/api/v1/accounts/7" + SUMMARY, bearer(TokenFixture.PEER))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysToWhoIsLetInWhatCannotBeDone() throws Exception {
        assertThat(api.send("POST", ApiFixture.ACCOUNT + SUMMARY, bearer(TokenFixture.SHOP))
                        .statusCode())
                .isEqualTo(405);
        assertThat(api.at("/api/v1/nothing", bearer(TokenFixture.SHOP)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void countsWhatItDoesNotLetInByItsReason() throws Exception {
        // When
        api.get(SUMMARY);
        api.get(SUMMARY, bearer(TokenFixture.UNKNOWN));
        api.get(SUMMARY, bearer(TokenFixture.UNKNOWN));
        api.get(SUMMARY, bearer(TokenFixture.OTHER_SHOP));
        api.get(SUMMARY, "Cookie", "chatstream-session=x");
        api.send("POST", SessionRoute.PATH, "Origin", "https://elsewhere.example");
        api.get(SUMMARY, bearer(TokenFixture.SHOP));

        // Then
        assertThat(List.of(
                        tokens.refused("nothing"),
                        tokens.refused("token"),
                        tokens.refused("account"),
                        tokens.refused("session"),
                        tokens.refused("page")))
                .containsExactly(1.0, 2.0, 1.0, 1.0, 1.0);
    }

    @Test
    void tellsNothingOfATokenOrSession() throws Exception {
        try (LogCapture log = new LogCapture()) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            HttpResponse<String> signIn = api.send("POST", SessionRoute.PATH, bearer(TokenFixture.SHOP));
            String session =
                    signIn.headers().firstValue("Set-Cookie").orElseThrow().split("[=;]")[1];

            // When
            for (String token : List.of(TokenFixture.SHOP, TokenFixture.OTHER_SHOP, TokenFixture.UNKNOWN)) {
                answers.add(api.get(SUMMARY, bearer(token)));
                answers.add(api.at("/api/v1/session", bearer(token)));
                answers.add(api.send("PUT", SessionRoute.PATH, bearer(token)));
            }
            answers.add(api.get(SUMMARY, "Cookie", "chatstream-session=" + session));
            answers.add(api.get(SUMMARY, "Cookie", "chatstream-session=" + session + "x"));
            answers.add(api.breakDown().get(SUMMARY, bearer(TokenFixture.SHOP)));

            // Then
            assertThat(log.text()).contains("requests were not let in: 1 x", "a request of the query API failed");
            answers.forEach(answer -> assertThat(answer.headers().map() + answer.body())
                    .doesNotContain(TokenFixture.SHOP, TokenFixture.OTHER_SHOP, TokenFixture.UNKNOWN, session));
            assertThat(log.text())
                    .doesNotContain(TokenFixture.SHOP, TokenFixture.OTHER_SHOP, TokenFixture.UNKNOWN, session);
        }
    }
}
