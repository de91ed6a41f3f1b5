/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.access.Reader;
import dev.chatstream.processor.access.Refusal;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a browser signs in with a token, asks who it is, and signs out. */
final class SessionRoute {
    static final String PATH = "/api/v1/session";

    private static final String METHODS = "DELETE, GET, HEAD, POST";

    private final AccessGuard guard;

    SessionRoute(AccessGuard guard) {
        this.guard = guard;
    }

    void handle(RoutingContext context) {
        switch (context.request().method().name()) {
            case "GET", "HEAD" -> show(context);
            case "POST" -> signIn(context);
            case "DELETE" -> signOut(context);
            default -> Exchange.send(context, Reply.methodNotAllowed(METHODS));
        }
    }

    private void show(RoutingContext context) {
        Exchange.send(context, guard.judge(context.request()).fold(SessionRoute::shown, guard::refused));
    }

    private void signIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (comesFromElsewhere(request)) {
            Exchange.send(context, guard.refused(Refusal.FOREIGN_PAGE));
            return;
        }
        guard.judgeByToken(request)
                .fold(reader -> Optional.<Reply>empty(), reason -> Optional.of(guard.refused(reason)))
                .ifPresentOrElse(
                        refused -> Exchange.send(context, refused), () -> done(context, guard.session(request)));
    }

    private void signOut(RoutingContext context) {
        if (comesFromElsewhere(context.request())) {
            Exchange.send(context, guard.refused(Refusal.FOREIGN_PAGE));
        } else {
            done(context, Optional.of(guard.noSession()));
        }
    }

    private static void done(RoutingContext context, Optional<Cookie> cookie) {
        cookie.ifPresent(context.response()::addCookie);
        context.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    private static Reply shown(Reader reader) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("token", reader.token().orElse(null));
        reader.access()
                .listed()
                .ifPresentOrElse(
                        accounts -> {
                            ArrayNode listed = json.putArray("accounts");
                            accounts.forEach(listed::add);
                        },
                        () -> json.putNull("accounts"));
        json.put("until", reader.until().map(Instant::toString).orElse(null));
        return Reply.json(json);
    }

    /**
     * Whether a page of another site makes the browser ask. Browsers say so themselves; those that do not, tell at
     * least the page's origin. What is no browser tells neither.
     */
    private static boolean comesFromElsewhere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isThisHost(origin, request.authority());
    }

    private static boolean isThisHost(String origin, @Nullable HostAndPort authority) {
        try {
            URI page = new URI(origin);
            return authority != null
                    && authority.host().equalsIgnoreCase(page.getHost())
                    && authority.port() == page.getPort();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
