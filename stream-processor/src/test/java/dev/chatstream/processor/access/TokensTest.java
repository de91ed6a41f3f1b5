/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String NOW = "a-token-that-is-in-force-0123456789";
    private static final String BEFORE = "a-token-that-was-in-force-0123456789";
    private static final String OTHER = "the-token-of-somebody-else-0123456789";
    private static final Instant UNTIL = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant IN_TIME = UNTIL.minusMillis(1);

    private final Tokens tokens = new Tokens(List.of(
            new Token("shop", List.of(NOW, BEFORE), Access.to(Set.of(208L))),
            new Token("other", List.of(OTHER), Access.ALL)));

    private static Optional<String> name(Verdict verdict) {
        return verdict.fold(Reader::token, reason -> Optional.empty());
    }

    @Test
    void tellsWhoHasAToken() {
        assertThat(name(tokens.withToken(NOW))).contains("shop");
        assertThat(name(tokens.withToken(BEFORE))).contains("shop");
        assertThat(name(tokens.withToken(OTHER))).contains("other");
        assertThat(tokens.withToken(NOW + "x")).isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_TOKEN));
        assertThat(new Tokens(List.of()).withToken(NOW)).isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_TOKEN));
    }

    @Test
    void grantsASessionWhatItsTokenGrants() {
        // Given
        String session = tokens.session(NOW, UNTIL).orElseThrow();

        // When
        Verdict verdict = tokens.withSession(session, IN_TIME);

        // Then
        assertThat(verdict)
                .isEqualTo(new Verdict.Admitted(
                        new Reader(Optional.of("shop"), Access.to(Set.of(208L)), Optional.of(UNTIL))));
        assertThat(tokens.withSession(session, UNTIL)).isEqualTo(new Verdict.Refused(Refusal.NO_SUCH_SESSION));
    }

    @Test
    void signsNothingForWhoHasNoToken() {
        assertThat(tokens.session(NOW + "x", UNTIL)).isEmpty();
    }

    @Test
    void tiesASessionToTheVeryTokenThatWasShown() {
        // Given
        String session = tokens.session(BEFORE, UNTIL).orElseThrow();
        Token swapped = new Token("shop", List.of(BEFORE, OTHER), Access.ALL);
        Token withoutIt = new Token("shop", List.of(NOW), Access.ALL);
        Token renamed = new Token("shop-2", List.of(BEFORE), Access.ALL);

        // Then
        assertThat(name(new Tokens(List.of(swapped)).withSession(session, IN_TIME)))
                .contains("shop");
        assertThat(name(new Tokens(List.of(withoutIt)).withSession(session, IN_TIME)))
                .isEmpty();
        assertThat(name(new Tokens(List.of(renamed)).withSession(session, IN_TIME)))
                .isEmpty();
        assertThat(name(new Tokens(List.of()).withSession(session, IN_TIME))).isEmpty();
    }

    @Test
    void letsNobodySignForAnotherName() {
        // Given
        String own = tokens.session(NOW, UNTIL).orElseThrow();

        // When
        Verdict verdict = tokens.withSession(own.replace("shop.", "other."), IN_TIME);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Refused(Refusal.NO_SUCH_SESSION));
    }

    @Test
    void putsNothingOfTheTokenIntoASession() {
        // When
        String session = tokens.session(NOW, UNTIL).orElseThrow();

        // Then
        assertThat(session).matches("shop\\.1795176000\\.[A-Za-z0-9_-]{43}").doesNotContain(NOW);
        assertThat(tokens.session(BEFORE, UNTIL)).isNotEqualTo(tokens.session(NOW, UNTIL));
    }

    @Test
    void opensTheListedAccountsAndNoOther() {
        assertThat(Access.to(Set.of(208L, 7L)).mayRead(7)).isTrue();
        assertThat(Access.to(Set.of(208L, 7L)).mayRead(20)).isFalse();
        assertThat(Access.to(Set.of(208L)).all()).isFalse();
        assertThat(Access.ALL.mayRead(20)).isTrue();
        assertThat(Access.ALL.all()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef",
                "aB3.~_-+/aB3.~_-+/aB3.~_-+/aB3.~_-+/",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
            })
    void takesWhatMayStandBehindBearer(String text) {
        assertThat(Token.isToken(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef 0123456789abcdef",
                "0123456789abcdef0123456789abcdef\n",
                "0123456789abcdef=0123456789abcdef",
                "0123456789abcdef0123456789abcdé0"
            })
    void takesNothingElseForAToken(String text) {
        assertThat(Token.isToken(text)).isFalse();
    }

    @Test
    void showsNoSecrets() {
        assertThat(new Token("shop", List.of(NOW), Access.ALL))
                .hasToString("Token[name=shop, access=" + Access.ALL + "]");
    }
}
