/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All tokens in force. Whatever is asked takes as long whichever token it is, and whether it is one. */
public final class Tokens {
    private final List<Token> tokens;

    public Tokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Whether there is none, so that nobody can be asked for one. */
    public boolean none() {
        return tokens.isEmpty();
    }

    /** Who has this token. */
    public Verdict withToken(String shown) {
        return match(shown)
                .<Verdict>map(match -> new Verdict.Admitted(new Reader(
                        Optional.of(match.token().name()), match.token().access(), Optional.empty())))
                .orElseGet(() -> new Verdict.Refused(Refusal.UNKNOWN_TOKEN));
    }

    /** Who has signed in: as long as the session lasts and the very token is in force that was shown then. */
    public Verdict withSession(String cookie, Instant now) {
        return Session.claimed(cookie)
                .filter(claim -> now.isBefore(claim.session().until()))
                .flatMap(this::reader)
                .<Verdict>map(Verdict.Admitted::new)
                .orElseGet(() -> new Verdict.Refused(Refusal.NO_SUCH_SESSION));
    }

    /**
     * The cookie of a session that begins.
     *
     * @param until in whole seconds
     * @return empty when nobody has this token
     */
    public Optional<String> session(String shown, Instant until) {
        return match(shown).map(match -> new Session(match.token().name(), until).signedBy(match.secret()));
    }

    private record Match(Token token, TokenSecret secret) {}

    private Optional<Match> match(String shown) {
        byte[] digest = TokenSecret.sha256(shown);
        Optional<Match> found = Optional.empty();
        for (Token token : tokens) {
            for (TokenSecret secret : token.secrets()) {
                if (secret.is(digest)) {
                    found = Optional.of(new Match(token, secret));
                }
            }
        }
        return found;
    }

    private Optional<Reader> reader(Session.Claim claim) {
        Session session = claim.session();
        Optional<Reader> found = Optional.empty();
        for (Token token : tokens) {
            for (TokenSecret secret : token.secrets()) {
                boolean signed = secret.hasSigned(session.text(), claim.signature());
                if (signed && token.name().equals(session.token())) {
                    found = Optional.of(
                            new Reader(Optional.of(token.name()), token.access(), Optional.of(session.until())));
                }
            }
        }
        return found;
    }
}
