/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes and what it shows: {@code /hooks/<source>/<token>}, or {@code /hooks/<source>} with the token in
 * a header, where proxies do not log it.
 *
 * @param source the name asked for
 * @param token what was shown; empty when nothing was
 */
record HookPath(String source, String token) {
    private static final String PREFIX = "/hooks/";
    private static final String TOKEN_HEADER = "X-Chatstream-Token";
    private static final String BASIC = "Basic ";

    /** Empty when the path is none for hooks. */
    static Optional<HookPath> of(HttpServerRequest request) {
        @Nullable String path = request.path();
        if (path == null || !path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] segments = path.substring(PREFIX.length()).split("/", -1);
        return switch (segments.length) {
            case 1 -> Optional.of(new HookPath(segments[0], headerToken(request)));
            case 2 -> Optional.of(new HookPath(segments[0], segments[1]));
            default -> Optional.empty();
        };
    }

    private static String headerToken(HttpServerRequest request) {
        @Nullable String own = request.getHeader(TOKEN_HEADER);
        if (own != null) {
            return own;
        }
        @Nullable String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null ? "" : basicPassword(authorization);
    }

    private static String basicPassword(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return "";
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "HookPath[source=" + source + "]";
    }
}
