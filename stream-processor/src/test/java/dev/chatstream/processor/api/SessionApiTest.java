/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.api.TokenFixture.bearer;
import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.access.Access;
import dev.chatstream.processor.access.Token;
import dev.chatstream.processor.support.Hooks;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that signs in, shows its cookie, and signs out. */
class SessionApiTest {
    private static final String SUMMARY = "/summary?window=PT15M";
    private static final String STREAM = ApiFixture.ACCOUNT + "/stream?watch=summary%3Fwindow%3DPT5M";
    private static final String NAME = "chatstream-session=";
    private static final Duration SESSION = TokenFixture.SESSION;

    @TempDir
    private Path stateDir;

    private final TokenFixture tokens = TokenFixture.inForce();
    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(stateDir, NOON).pipe(Hooks.sample()).wanting(tokens);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String cookieOf(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    /** The header of a browser that signed in, as name and value. */
    private String[] signedIn(String token) throws Exception {
        HttpResponse<String> answer = api.send("POST", SessionRoute.PATH, bearer(token));
        return new String[] {"Cookie", cookieOf(answer).split(";")[0]};
    }

    @Test
    void signsInWithATokenAndReadsWithTheCookieFromThenOn() throws Exception {
        // When
        HttpResponse<String> signIn = api.send("POST", SessionRoute.PATH, bearer(TokenFixture.SHOP));

        // Then
        assertThat(signIn.statusCode()).isEqualTo(204);
        assertThat(signIn.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(cookieOf(signIn).split("; "))
                .hasSize(6)
                .contains("Max-Age=43200", "Path=/", "HTTPOnly", "SameSite=Strict")
                .noneMatch("Secure"::equals);
        String[] cookie = {"Cookie", cookieOf(signIn).split(";")[0]};
        assertThat(api.get(SUMMARY, cookie).statusCode()).isEqualTo(200);
        assertThat(api.at("/api/v1/accounts/7" + SUMMARY, cookie).statusCode()).isEqualTo(403);
    }

    @Test
    void hasTheCookieSentByHttpsOnlyWhenOthersThanThisMachineReachThePort() throws Exception {
        // Given
        api.wanting(TokenFixture.inForce().beyondThisMachine());

        // When
        String cookie = cookieOf(api.send("POST", SessionRoute.PATH, bearer(TokenFixture.SHOP)));

        // Then
        assertThat(cookie).startsWith("__Host-" + NAME);
        assertThat(cookie.split("; ")).contains("Secure", "HTTPOnly", "SameSite=Strict", "Path=/");
        assertThat(api.get(SUMMARY, "Cookie", cookie.split(";")[0]).statusCode())
                .isEqualTo(200);
        assertThat(api.get(SUMMARY, "Cookie", cookie.split(";")[0].replace("__Host-", ""))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {TokenFixture.UNKNOWN, ""})
    void signsNobodyElseIn(String token) throws Exception {
        // When
        HttpResponse<String> answer = api.send("POST", SessionRoute.PATH, bearer(token));

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void prolongsNoSessionByItself() throws Exception {
        // When
        HttpResponse<String> answer = api.send("POST", SessionRoute.PATH, signedIn(TokenFixture.SHOP));

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void saysWhoIsSignedInForWhatAndUntilWhen() throws Exception {
        assertThat(api.at(SessionRoute.PATH, signedIn(TokenFixture.SHOP)).body())
                .isEqualTo("{\"token\":\"shop\",\"accounts\":[208,209],\"until\":\"2026-11-21T00:00:00Z\"}");
        assertThat(api.at(SessionRoute.PATH, bearer(TokenFixture.ALL)).body())
                .isEqualTo("{\"token\":\"operator\",\"accounts\":null,\"until\":null}");
    }

    @Test
    void needsNoSignInWithoutTokens() throws Exception {
        // Given
        api.wanting(TokenFixture.having());

        // When
        HttpResponse<String> signIn = api.send("POST", SessionRoute.PATH);

        // Then
        assertThat(signIn.statusCode()).isEqualTo(204);
        assertThat(signIn.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(api.at(SessionRoute.PATH).body()).isEqualTo("{\"token\":null,\"accounts\":null,\"until\":null}");
    }

    @Test
    void endsASessionWhenItsTimeIsOver() throws Exception {
        // Given
        String[] cookie = signedIn(TokenFixture.SHOP);
        tokens.after(SESSION.minusSeconds(1));
        assertThat(api.get(SUMMARY, cookie).statusCode()).isEqualTo(200);

        // When
        tokens.after(Duration.ofSeconds(1));

        // Then
        assertThat(api.get(SUMMARY, cookie).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        // another token's name, another end, another signature, no end that fits a calendar, other forms
        "=shop[.],=operator.",
        "[.]([0-9]+)[.],.9$1.",
        "[.][^.]{2}([^.]+)$,.__$1",
        ".$,''",
        "$,x",
        "[.]([0-9]+)[.],.99999999999.",
        "[.]([0-9]+)[.],.-1.",
        "=.*,=",
        "=.*,=shop",
        "=.*,=%00%ff",
    })
    void takesNoCookieThatWasChanged(String part, String replacement) throws Exception {
        // Given
        String[] cookie = signedIn(TokenFixture.SHOP);
        String changed = cookie[1].replaceFirst(part, replacement);

        // When
        int status = api.get(SUMMARY, "Cookie", changed).statusCode();

        // Then
        assertThat(changed).isNotEqualTo(cookie[1]);
        assertThat(status).isEqualTo(401);
    }

    @Test
    void isKnownToEveryInstanceThatHasTheToken() throws Exception {
        // Given
        String[] cookie = signedIn(TokenFixture.SHOP);

        // When
        api.wanting(TokenFixture.having(
                new Token("shop", List.of(TokenFixture.UNKNOWN, TokenFixture.SHOP), Access.to(Set.of(208L)))));

        // Then
        assertThat(api.get(SUMMARY, cookie).statusCode()).isEqualTo(200);
        assertThat(api.at("/api/v1/accounts/209" + SUMMARY, cookie).statusCode())
                .isEqualTo(403);
    }

    @Test
    void diesWithItsToken() throws Exception {
        // Given
        String[] cookie = signedIn(TokenFixture.SHOP_BEFORE);
        assertThat(api.get(SUMMARY, cookie).statusCode()).isEqualTo(200);

        // When
        api.wanting(TokenFixture.having(new Token("shop", List.of(TokenFixture.SHOP), Access.ALL)));

        // Then
        assertThat(api.get(SUMMARY, cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void goesByTheTokenWhenBothAreShown() throws Exception {
        // Given
        String cookie = signedIn(TokenFixture.SHOP)[1];

        // When
        HttpResponse<String> wrong =
                api.get(SUMMARY, "Cookie", cookie, "Authorization", "Bearer " + TokenFixture.UNKNOWN);
        HttpResponse<String> ofAProxy = api.get(SUMMARY, "Cookie", cookie, "Authorization", "Basic dXNlcjpwYXNz");

        // Then
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(ofAProxy.statusCode()).isEqualTo(200);
    }

    @Test
    void signsOutWhoeverAsks() throws Exception {
        // When
        HttpResponse<String> signedOut = api.send("DELETE", SessionRoute.PATH, signedIn(TokenFixture.SHOP));
        HttpResponse<String> again = api.send("DELETE", SessionRoute.PATH);

        // Then
        assertThat(List.of(signedOut.statusCode(), again.statusCode())).containsOnly(204);
        assertThat(cookieOf(signedOut)).startsWith(NAME + ";").contains("Max-Age=0", "Path=/", "HTTPOnly");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Origin,https://elsewhere.example",
        "Origin,null",
        "Origin,http://127.0.0.1",
    })
    void letsNoOtherSitesPageSignInOrOut(String header, String value) throws Exception {
        for (String method : List.of("POST", "DELETE")) {
            // When
            HttpResponse<String> answer =
                    api.send(method, SessionRoute.PATH, header, value, "Authorization", "Bearer " + TokenFixture.SHOP);

            // Then
            assertThat(answer.statusCode()).as(method).isEqualTo(403);
            assertThat(answer.body()).contains("/problems/foreign-page");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void letsItsOwnPagesSignInAndOut() throws Exception {
        // Given
        String own = "http://127.0.0.1:" + api.uri("/").getPort();

        for (String[] header : List.of(
                new String[] {"Sec-Fetch-Site", "same-origin"},
                new String[] {"Sec-Fetch-Site", "none"},
                new String[] {"Origin", own})) {
            // When
            HttpResponse<String> in = api.send(
                    "POST", SessionRoute.PATH, header[0], header[1], "Authorization", "Bearer " + TokenFixture.SHOP);
            HttpResponse<String> out = api.send("DELETE", SessionRoute.PATH, header);

            // Then
            assertThat(List.of(in.statusCode(), out.statusCode())).as(header[1]).containsOnly(204);
        }
    }

    @Test
    void saysWhatElseCannotBeDone() throws Exception {
        // When
        HttpResponse<String> answer = api.send("PUT", SessionRoute.PATH, bearer(TokenFixture.SHOP));

        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, POST");
        assertThat(new ObjectMapper().readTree(answer.body()).at("/detail").textValue())
                .contains("DELETE, GET, HEAD, POST");
    }

    @Test
    @Timeout(20)
    void endsTheStreamOfASessionThatIsOverAndNoOther() throws Exception {
        // Given
        try (InputStream session = stream(signedIn(TokenFixture.SHOP));
                InputStream token = stream(bearer(TokenFixture.SHOP))) {
            readUntil(session, "event: heartbeat");

            // When
            tokens.after(SESSION);

            // Then
            assertThatCode(session::readAllBytes).as("ends in good order").doesNotThrowAnyException();
            assertThat(api.openStreams()).isOne();
            readUntil(token, "event: heartbeat");
            readUntil(token, "event: heartbeat");
        }
    }

    private InputStream stream(String[] header) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(api.uri(STREAM)).headers(header).build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static void readUntil(InputStream in, String wanted) throws Exception {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted) < 0) {
            int next = in.read();
            assertThat(next).as("the stream goes on").isNotNegative();
            read.append((char) next);
        }
    }
}
