/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.eventWith;
import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.address.AddressRange;
import dev.chatstream.gateway.config.RateConfig;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.record.Decoded;
import dev.chatstream.gateway.source.Sources;
import dev.chatstream.schemas.topic.Topic;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and with what; nothing is kept of what the others send. */
class HookServerAccessTest {
    private static final String SIGNATURE = "X-Smartsupp-Hmac";
    /** Of the sample of an event with the secret test-secret. */
    private static final String SAMPLE_HMAC = "403dd8293ac660591f8eaeedff9f337de090133d71287914dac8b9fb4f5445a0";

    private final RunningServer server = new RunningServer(
            Duration.ofSeconds(5),
            RunningServer.MAX_BODY,
            List.of(AddressRange.of("127.0.0.1").orElseThrow()));

    HookServerAccessTest() {
        server.sources = new Sources(List.of(
                new SourceConfig("shop", "t0ken"),
                source("signed", List.of("test-secret", "before"), Set.of(), List.of(), Optional.empty()),
                source("strict", List.of("test-secret"), Set.of("0208"), List.of(), Optional.empty()),
                source("accounts", List.of(), Set.of("0208"), List.of(), Optional.empty()),
                source("near", List.of(), Set.of(), List.of("127.0.0.0/8"), Optional.empty()),
                source("far", List.of(), Set.of(), List.of("203.0.113.0/24", "2001:db8::/32"), Optional.empty()),
                source("slow", List.of(), Set.of(), List.of(), Optional.of(new RateConfig(1, 2)))));
    }

    private static SourceConfig source(
            String name,
            List<String> secrets,
            Set<String> accounts,
            List<String> addresses,
            Optional<RateConfig> rate) {
        return new SourceConfig(name, List.of("t0ken", "before"), secrets, accounts, addresses, rate, false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String source, byte[] body, String... headers) {
        HttpRequest.Builder request =
                server.request("/hooks/" + source + "/t0ken").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> post(String source, String body, String... headers) {
        return post(source, HookTexts.bytes(body), headers);
    }

    private void assertNothingKept(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"/problems/" + type + '"');
        assertThat(server.publisher.published()).isEmpty();
        assertThat(server.count("chatstream.gateway.hooks.received")).isZero();
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hooks/shop/other", "/hooks/shop/", "/hooks/shop", "/hooks/nobody/t0ken"})
    void keepsNothingFromWhoIsNotKnown(String path) {
        assertNothingKept(server.post(path, hookWith("")), 401, "not-admitted");
    }

    @Test
    void takesTheTokenBeforeToo() {
        assertThat(server.post("/hooks/near/before", hookWith("")).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsNothingFromAnAddressThatIsNotListed() {
        assertNothingKept(post("far", hookWith("")), 403, "address-not-allowed");
    }

    @Test
    void takesHooksFromAnAddressThatIsListed() {
        assertThat(post("near", hookWith("")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Forwarded-For|203.0.113.9",
                "X-Forwarded-For|192.0.2.1, 203.0.113.9:4711",
                "Forwarded|for=\"[2001:db8::9]:4711\";proto=https"
            })
    void believesATrustedProxy(String header, String value) {
        assertThat(post("far", hookWith(""), header, value).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Forwarded-For|192.0.2.1",
                "X-Forwarded-For|203.0.113.9, 192.0.2.1",
                "X-Forwarded-For|203.0.113.9, x",
                "Forwarded|for=203.0.113.9;x=\", for=192.0.2.1"
            })
    void keepsNothingFromWhoIsBehindATrustedProxyButNotListed(String header, String value) {
        assertNothingKept(post("far", hookWith(""), header, value), 403, "address-not-allowed");
    }

    @Test
    void takesASignedEvent() {
        // When
        HttpResponse<String> response = post(
                "signed",
                HookTexts.sample("webhook-event-constructed.json"),
                SIGNATURE,
                SAMPLE_HMAC.toUpperCase(Locale.ROOT));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(server.publisher.published())
                .singleElement()
                .satisfies(outgoing -> assertThat(outgoing.topic()).isEqualTo(Topic.EVENT));
    }

    @Test
    void keepsNothingThatIsNotSigned() {
        assertNothingKept(post("signed", HookTexts.sample("webhook-event-constructed.json")), 403, "bad-signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no json"})
    void keepsNothingThatIsSignedWrong(String body) {
        assertNothingKept(post("signed", body, SIGNATURE, SAMPLE_HMAC), 403, "bad-signature");
    }

    @Test
    void answersASignedBodyWith200OnceItIsInQuarantineWhateverIsWrongWithIt() {
        // When
        HttpResponse<String> response =
                post("strict", HookTexts.sample("webhook-event-constructed.json"), SIGNATURE, SAMPLE_HMAC);

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"quarantined\"");
        assertThat(Decoded.rejectedHook(server.publisher.published().get(0).value())
                        .getReason())
                .isEqualTo(RejectionReason.ACCOUNT_NOT_ALLOWED);
    }

    @Test
    void takesHooksAndEventsForAccountsThatAreListedHoweverTheyAreWritten() {
        assertThat(post("accounts", hookWith("")).statusCode()).isEqualTo(200);
        assertThat(post("accounts", hookWith("").replace("208", "\"00208\"")).statusCode())
                .isEqualTo(200);
        assertThat(post("accounts", eventWith("")).statusCode()).isEqualTo(200);
        assertThat(post("accounts", eventWith("\"account_id\":208")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers422ToHooksAndEventsForOtherAccountsOnceTheyAreInQuarantine() {
        // When
        HttpResponse<String> hook = post("accounts", hookWith("").replace("208", "1209"));
        HttpResponse<String> event = post("accounts", eventWith("\"account_id\":\"1209\""));

        // Then
        assertThat(hook.statusCode()).isEqualTo(422);
        assertThat(hook.body()).contains("/problems/account-not-allowed", "\"/accountId\"", "quarantineId");
        assertThat(event.statusCode()).isEqualTo(422);
        assertThat(event.body()).contains("/problems/account-not-allowed", "\"/account_id\"");
        assertThat(hook.body() + event.body()).doesNotContain("1209");
        assertThat(server.publisher.published())
                .hasSize(2)
                .allSatisfy(outgoing -> assertThat(
                                Decoded.rejectedHook(outgoing.value()).getReason())
                        .isEqualTo(RejectionReason.ACCOUNT_NOT_ALLOWED));
    }

    /** What who sends too fast is answered; a slow machine needs some more hooks for that. */
    private HttpResponse<String> tooFast() {
        return Stream.generate(() -> post("slow", hookWith("")))
                .limit(50)
                .filter(response -> response.statusCode() == 429)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void answers429AndWhenToTryAgainToWhoIsTooFast() {
        // When
        HttpResponse<String> response = tooFast();

        // Then
        assertThat(response.body()).contains("/problems/too-fast");
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
        assertThat(server.publisher.published()).hasSizeGreaterThanOrEqualTo(2).hasSize((int)
                server.count("chatstream.gateway.hooks.received"));
    }

    @ParameterizedTest
    @CsvSource({"shop/other,401", "far/t0ken,403", "signed/t0ken,403", "slow/t0ken,429"})
    void decidesBeforeAnyOfTheBodyCame(String path, int status) {
        // A slow machine may let a moment pass in which the source that is too fast may send again.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            // Given
            tooFast();
            int published = server.publisher.published().size();

            // When
            String answer = server.raw("POST /hooks/" + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n");

            // Then
            assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("connection: close");
            assertThat(server.publisher.published()).hasSize(published);
        });
    }

    @Test
    void letsInWhoIsListedFromNowOn() {
        // Given
        assertThat(server.post("/hooks/later/t0ken", hookWith("")).statusCode()).isEqualTo(401);

        // When
        server.sources = new Sources(List.of(new SourceConfig("later", "t0ken")));

        // Then
        assertThat(server.post("/hooks/later/t0ken", hookWith("")).statusCode()).isEqualTo(200);
        assertThat(server.post("/hooks/shop/t0ken", hookWith("")).statusCode()).isEqualTo(401);
    }
}
