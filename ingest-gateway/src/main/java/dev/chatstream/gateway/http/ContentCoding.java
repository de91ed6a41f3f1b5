/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a body is packed, as its header says. */
enum ContentCoding {
    PLAIN,
    GZIP,
    /** Nothing that is taken. */
    OTHER;

    static ContentCoding of(HttpServerRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return header == null ? PLAIN : named(request, header);
    }

    private static ContentCoding named(HttpServerRequest request, String header) {
        if (request.headers().getAll(HttpHeaders.CONTENT_ENCODING).size() > 1) {
            return OTHER;
        }
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> PLAIN;
            case "gzip", "x-gzip" -> GZIP;
            default -> OTHER;
        };
    }
}
