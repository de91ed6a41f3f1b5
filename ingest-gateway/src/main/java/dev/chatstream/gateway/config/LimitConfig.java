/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;

/**
 * How much senders may take before any of their bodies.
 *
 * @param maxConnections connections open at once
 * @param maxRequestLine bytes of a request's first line
 * @param maxHeaders bytes of a request's headers together
 * @param maxStreams requests under way at once on one HTTP/2 connection
 */
public record LimitConfig(int maxConnections, int maxRequestLine, int maxHeaders, int maxStreams) {
    private static final int SMALLEST_HEAD = 512;
    private static final int LARGEST_HEAD = 1024 * 1024;
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_STREAMS = 10_000;

    public LimitConfig {
        Check.that(
                maxConnections > 0 && maxConnections <= MOST_CONNECTIONS,
                "http.max.connections",
                maxConnections,
                "1 to " + MOST_CONNECTIONS);
        checkHead("http.max.request.line", maxRequestLine);
        checkHead("http.max.headers", maxHeaders);
        Check.that(
                maxStreams > 0 && maxStreams <= MOST_STREAMS, "http.max.streams", maxStreams, "1 to " + MOST_STREAMS);
    }

    private static void checkHead(String key, long bytes) {
        Check.that(bytes >= SMALLEST_HEAD && bytes <= LARGEST_HEAD, key, bytes, "512 to 1MiB");
    }

    static LimitConfig from(Settings settings) {
        return new LimitConfig(
                settings.integer("http.max.connections", 1, MOST_CONNECTIONS),
                head(settings, "http.max.request.line"),
                head(settings, "http.max.headers"),
                settings.integer("http.max.streams", 1, MOST_STREAMS));
    }

    private static int head(Settings settings, String key) {
        long bytes = settings.bytes(key);
        checkHead(key, bytes);
        return (int) bytes;
    }
}
