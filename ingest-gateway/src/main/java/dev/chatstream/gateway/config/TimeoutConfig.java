/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a sender may hold a connection or memory.
 *
 * @param header within which the head of the first hook must have arrived whose sender may send, TLS handshake included
 * @param body within which a body must have arrived in full
 * @param chunk within which the next part of a body must arrive
 * @param idle after which a connection is closed on which no such hook is under way
 */
public record TimeoutConfig(Duration header, Duration body, Duration chunk, Duration idle) {

    public TimeoutConfig {
        check("http.header.timeout", header);
        check("http.body.timeout", body);
        check("http.chunk.timeout", chunk);
        check("http.idle.timeout", idle);
    }

    private static void check(String key, Duration timeout) {
        Check.that(timeout.toMillis() > 0, key, timeout, "more than zero");
    }

    static TimeoutConfig from(Settings settings) {
        return new TimeoutConfig(
                settings.duration("http.header.timeout"),
                settings.duration("http.body.timeout"),
                settings.duration("http.chunk.timeout"),
                settings.duration("http.idle.timeout"));
    }

    /** The shortest of them. */
    public Duration shortest() {
        return Stream.of(header, body, chunk, idle).min(Duration::compareTo).orElseThrow();
    }
}
