/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;

import dev.chatstream.processor.access.Access;
import dev.chatstream.processor.access.Token;
import dev.chatstream.processor.config.AccessConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Tokens of one instance, at noon unless the clock is moved. */
final class TokenFixture {
    static final String ALL = "the-token-for-all-accounts-0123456789abcdef";
    static final String SHOP = "the-token-for-accounts-208-and-209-0123456789";
    static final String SHOP_BEFORE = "the-token-before-for-208-and-209-0123456789";
    static final String OTHER_SHOP = "the-token-for-account-7-0123456789abcdef";
    static final String UNKNOWN = "a-token-that-nobody-has-0123456789abcdef";

    /** Shown by another instance, in the place of what one will show. */
    static final String PEER = "the-token-of-peers-0123456789abcdef";

    static final Duration SESSION = Duration.ofHours(12);

    private final List<Token> tokens;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile Instant now = NOON;
    private boolean secure;

    private TokenFixture(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** All of the above but the last two are in force. */
    static TokenFixture inForce() {
        return having(
                new Token("operator", List.of(ALL), Access.ALL),
                new Token("shop", List.of(SHOP, SHOP_BEFORE), Access.to(Set.of(208L, 209L))),
                new Token("other-shop", List.of(OTHER_SHOP), Access.to(Set.of(7L))));
    }

    static TokenFixture having(Token... tokens) {
        return new TokenFixture(List.of(tokens));
    }

    /** Others than this machine reach the port. */
    TokenFixture beyondThisMachine() {
        secure = true;
        return this;
    }

    TokenFixture after(Duration time) {
        now = now.plus(time);
        return this;
    }

    AccessGuard guard(Vertx vertx) {
        return new AccessGuard(
                vertx,
                new AccessConfig(tokens, SESSION),
                secure,
                request -> bearer(PEER)[1].equals(request.getHeader("Authorization")),
                () -> now,
                meters);
    }

    double refused(String reason) {
        return meters.get("chatstream.processor.access.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    /** The header that shows a token, as name and value. */
    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }
}
