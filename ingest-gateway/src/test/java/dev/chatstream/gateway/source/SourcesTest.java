/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.config.RateConfig;
import dev.chatstream.gateway.config.SourceConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final String DIGEST_OF_LOCAL = "25bf8e1a2393f1108d37029b3df5593236c755742ec93465bbafa9b290bddcf6";
    private static final RateConfig RATE = new RateConfig(1, 2);
    /** RFC 4231, test case 2. */
    private static final String SIGNED = "what do ya want for nothing?";

    private static final String SIGNATURE = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private final Sources sources = new Sources(List.of(
            new SourceConfig("plain", "local"),
            new SourceConfig("hashed", "sha256:" + DIGEST_OF_LOCAL.toUpperCase(Locale.ROOT)),
            source("two", List.of("new", "old"), List.of(), Optional.empty())));

    private static SourceConfig source(
            String name, List<String> tokens, List<String> secrets, Optional<RateConfig> rate) {
        return new SourceConfig(name, tokens, secrets, Set.of(), List.of(), rate, false);
    }

    private static Source only(SourceConfig config) {
        return new Sources(List.of(config)).authenticate(config.name(), "t").orElseThrow();
    }

    @Test
    void admitsTheOwnTokenHoweverItIsWrittenDown() {
        assertThat(sources.authenticate("plain", "local")).map(Source::name).hasValue("plain");
        assertThat(sources.authenticate("hashed", "local")).map(Source::name).hasValue("hashed");
    }

    @Test
    void admitsTheTokenBeforeTooWhileItIsBeingChanged() {
        assertThat(sources.authenticate("two", "new")).isPresent();
        assertThat(sources.authenticate("two", "old")).isPresent();
        assertThat(sources.authenticate("two", "older")).isEmpty();
    }

    @Test
    void admitsNobodyElse() {
        assertThat(sources.authenticate("plain", "Local")).isEmpty();
        assertThat(sources.authenticate("plain", "")).isEmpty();
        assertThat(sources.authenticate("plain", "new")).isEmpty();
        assertThat(sources.authenticate("hashed", "sha256:" + DIGEST_OF_LOCAL)).isEmpty();
        assertThat(sources.authenticate("unknown", "local")).isEmpty();
        assertThat(sources.authenticate("nobody", "")).isEmpty();
        assertThat(sources.authenticate("", "")).isEmpty();
    }

    @Test
    void keepsNoTokenAsItIs() {
        assertThat(new SourceConfig("a", "s3cret").tokens())
                .singleElement()
                .asString()
                .matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void takesSignaturesWithEitherSecretInEitherCase() {
        // Given
        byte[] body = SIGNED.getBytes(StandardCharsets.UTF_8);
        Source current = only(source("s", List.of("t"), List.of("Jefe", "other"), Optional.empty()));
        Source before = only(source("s", List.of("t"), List.of("other", "Jefe"), Optional.empty()));

        // Then
        assertThat(current.vouchesFor(body, SIGNATURE)).isTrue();
        assertThat(before.vouchesFor(body, SIGNATURE.toUpperCase(Locale.ROOT))).isTrue();
    }

    @Test
    void takesNoOtherSignature() {
        // Given
        byte[] body = SIGNED.getBytes(StandardCharsets.UTF_8);
        Source signed = only(source("s", List.of("t"), List.of("Jefe"), Optional.empty()));

        // Then
        assertThat(signed.vouchesFor(body, null)).isFalse();
        assertThat(signed.vouchesFor(body, "")).isFalse();
        assertThat(signed.vouchesFor(body, SIGNATURE.replace('5', '6'))).isFalse();
        assertThat(signed.vouchesFor(body, SIGNATURE + "00")).isFalse();
        assertThat(signed.vouchesFor(body, SIGNATURE.replace("5b", "xy"))).isFalse();
        assertThat(signed.vouchesFor(new byte[0], SIGNATURE)).isFalse();
    }

    @Test
    void asksForNoSignatureWithoutASecret() {
        assertThat(only(new SourceConfig("s", "t")).vouchesFor(new byte[0], null))
                .isTrue();
    }

    @Test
    void acceptsWhatIsRejectedFromThoseWhoSign() {
        assertThat(only(new SourceConfig("s", "t")).acceptsRejected()).isFalse();
        assertThat(only(source("s", List.of("t"), List.of("x"), Optional.empty()))
                        .acceptsRejected())
                .isTrue();
    }

    @Test
    void countsAccountsAndAddressesThatAreListed() {
        // Given
        Source tied = only(new SourceConfig(
                "s", List.of("t"), List.of(), Set.of("0208"), List.of("10.0.0.0/8"), Optional.empty(), false));

        // Then
        assertThat(tied.accounts()).accepts("208").rejects("209", "0208");
        assertThat(tied.isTiedToAddresses()).isTrue();
        assertThat(only(new SourceConfig("s", "t")).accounts()).accepts("208");
    }

    @Test
    void limitsTheRateAndSaysHowLongToWait() {
        // Given
        Source limited = only(source("s", List.of("t"), List.of(), Optional.of(RATE)));

        // When, Then
        assertThat(limited.takeTurn()).isZero();
        assertThat(limited.takeTurn()).isZero();
        assertThat(limited.takeTurn()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void givesNoNewAllowanceToASourceThatStays() {
        // Given
        SourceConfig before = source("s", List.of("t"), List.of(), Optional.of(new RateConfig(1, 1)));
        Sources first = new Sources(List.of(before));
        assertThat(first.authenticate("s", "t").orElseThrow().takeTurn()).isZero();

        // When
        Sources same = first.next(List.of(source("s", List.of("u"), List.of(), before.rate())));
        Sources other = first.next(List.of(source("s", List.of("u"), List.of(), Optional.of(new RateConfig(1, 2)))));

        // Then
        assertThat(same.authenticate("s", "u").orElseThrow().takeTurn()).isPositive();
        assertThat(other.authenticate("s", "u").orElseThrow().takeTurn()).isZero();
    }
}
