/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/** The cookie of a browser that signed in: no script reads it, and no other site's page has it sent. */
final class SessionCookie {
    /** With this prefix browsers take it from nobody but this very host, by HTTPS. */
    private static final String THIS_HOST_ONLY = "__Host-";

    private final boolean secure;
    private final String name;

    /** @param secure whether it is sent by HTTPS only */
    SessionCookie(boolean secure) {
        this.secure = secure;
        this.name = (secure ? THIS_HOST_ONLY : "") + "chatstream-session";
    }

    Optional<String> of(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
    }

    Cookie with(String session, Duration length) {
        return Cookie.cookie(name, session)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/")
                .setMaxAge(length.toSeconds());
    }

    /** Makes the browser forget it. */
    Cookie gone() {
        return with("", Duration.ZERO);
    }
}
