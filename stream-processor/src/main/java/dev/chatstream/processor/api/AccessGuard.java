/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.access.Access;
import dev.chatstream.processor.access.Reader;
import dev.chatstream.processor.access.Refusal;
import dev.chatstream.processor.access.Tokens;
import dev.chatstream.processor.access.Verdict;
import dev.chatstream.processor.config.AccessConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets in who shows a token, or the cookie of a browser that signed in with one; everybody when there are no tokens.
 * Looks at nothing else, so what it answers does not depend on which accounts exist.
 */
public final class AccessGuard {
    private static final String READER = "reader";
    private static final String BEARER = "Bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";

    private final AccessConfig config;
    private final Tokens tokens;
    private final SessionCookie cookie;
    private final Predicate<HttpServerRequest> hopOfAPeer;
    private final InstantSource clock;
    private final Refusals refusals;

    /**
     * @param secureCookie whether browsers may send the cookie by HTTPS only
     * @param hopOfAPeer whether a request comes from another instance, which has looked at who asks
     */
    public AccessGuard(
            Vertx vertx,
            AccessConfig config,
            boolean secureCookie,
            Predicate<HttpServerRequest> hopOfAPeer,
            InstantSource clock,
            MeterRegistry meters) {
        this.config = config;
        this.tokens = new Tokens(config.tokens());
        this.cookie = new SessionCookie(secureCookie);
        this.hopOfAPeer = hopOfAPeer;
        this.clock = clock;
        this.refusals = new Refusals(vertx, meters);
    }

    /** What a request that was let in may read. */
    static Access access(RoutingContext context) {
        return context.<Reader>get(READER).access();
    }

    /** Goes on with who may ask at all, and answers everybody else. */
    void admit(RoutingContext context) {
        judge(context.request())
                .fold(
                        reader -> {
                            context.put(READER, reader);
                            return Optional.<Reply>empty();
                        },
                        reason -> Optional.of(refused(reason)))
                .ifPresentOrElse(reply -> Exchange.send(context, reply), context::next);
    }

    /** Goes on with who was let in and may read the account of the path, and answers everybody else. */
    void admitToAccount(RoutingContext context) {
        try {
            if (!access(context).mayRead(Parameters.accountId(context.pathParam("account")))) {
                Exchange.send(context, refused(Refusal.ACCOUNT));
                return;
            }
        } catch (BadParameter e) {
            Exchange.send(context, Reply.problem(e.problem()));
            return;
        }
        context.next();
    }

    /** Goes on with who was let in and may read every account. */
    void admitToAll(RoutingContext context) {
        if (access(context).all()) {
            context.next();
        } else {
            Exchange.send(context, refused(Refusal.NOT_ALL_ACCOUNTS));
        }
    }

    /** Whether a request that was let in would still be, and for this account. */
    boolean stillAdmits(HttpServerRequest request, long accountId) {
        return judge(request).fold(reader -> reader.access().mayRead(accountId), reason -> false);
    }

    /** Who asks. A token goes before a cookie; what proxies want to be shown, such as a password, is passed over. */
    Verdict judge(HttpServerRequest request) {
        return judge(request, () -> cookie.of(request).map(session -> tokens.withSession(session, clock.instant())));
    }

    /** The same for requests that only a token is good for: a session that prolongs itself would have no end. */
    Verdict judgeByToken(HttpServerRequest request) {
        return judge(request, Optional::empty);
    }

    private Verdict judge(HttpServerRequest request, Supplier<Optional<Verdict>> otherwise) {
        if (tokens.none() || hopOfAPeer.test(request)) {
            return new Verdict.Admitted(Reader.TRUSTED);
        }
        return shownToken(request)
                .map(tokens::withToken)
                .or(otherwise)
                .orElseGet(() -> new Verdict.Refused(Refusal.NOTHING_SHOWN));
    }

    /** The cookie of a session that begins now for who shows a token. */
    Optional<Cookie> session(HttpServerRequest request) {
        Instant until = clock.instant().plus(config.session()).truncatedTo(ChronoUnit.SECONDS);
        return shownToken(request)
                .flatMap(token -> tokens.session(token, until))
                .map(session -> cookie.with(session, config.session()));
    }

    /** The cookie of nobody. */
    Cookie noSession() {
        return cookie.gone();
    }

    /** The answer to who is not let in; counts it. */
    Reply refused(Refusal reason) {
        refusals.add(reason);
        return switch (reason) {
            case NOTHING_SHOWN ->
                Reply.problem(Problem.unauthorized("Authorization (expected: Bearer and a token, or"
                                + " the cookie of a browser that has signed in at " + SessionRoute.PATH + ")"))
                        .with(CHALLENGE, "Bearer");
            case UNKNOWN_TOKEN ->
                Reply.problem(Problem.unauthorized("Authorization (expected: a token that is in force)"))
                        .with(CHALLENGE, "Bearer error=\"invalid_token\"");
            case NO_SUCH_SESSION ->
                Reply.problem(Problem.unauthorized("The session is over; sign in again."))
                        .with(CHALLENGE, "Bearer");
            case ACCOUNT -> Reply.problem(Problem.forbidden("The token does not list this account."));
            case NOT_ALL_ACCOUNTS ->
                Reply.problem(Problem.forbidden("This is about all accounts, and the token lists some."));
            case FOREIGN_PAGE -> Reply.problem(Problem.foreignPage());
        };
    }

    private static Optional<String> shownToken(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }
}
