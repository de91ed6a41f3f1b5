/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.schemas.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the instances ask each other.
 *
 * @param token sent with every question, and demanded of every one; anybody may ask when there is none
 * @param previous taken beside it, as long as it is being changed
 * @param timeout until another one is asked instead
 * @param connections to each other instance; as many questions more may wait for one
 * @param readers threads that read local state
 * @param waiting questions that may wait for them
 */
public record ClusterConfig(
        Optional<String> token,
        Optional<String> previous,
        Duration timeout,
        int connections,
        int readers,
        int waiting) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,256}");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    static ClusterConfig from(Settings settings) {
        Optional<String> token = token(settings, "cluster.token");
        Optional<String> previous = token(settings, "cluster.previous.token");
        if (previous.isPresent() && token.isEmpty()) {
            throw settings.wrong("cluster.token", "a value, because cluster.previous.token has one");
        }
        Duration timeout = settings.duration("cluster.timeout");
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw settings.wrong("cluster.timeout", "100ms to 30s");
        }
        int readers = settings.integer("reads.threads", 0, 256);
        return new ClusterConfig(
                token,
                previous,
                timeout,
                settings.integer("cluster.connections", 1, 1_000),
                readers == 0 ? Math.max(4, Runtime.getRuntime().availableProcessors()) : readers,
                settings.integer("reads.waiting", 1, 100_000));
    }

    private static Optional<String> token(Settings settings, String key) {
        Optional<String> token = settings.secret(key);
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw settings.wrong(key, "16 to 256 letters, digits or . _ ~ + / = -");
        }
        return token;
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "ClusterConfig[timeout=" + timeout + ", connections=" + connections + ", readers=" + readers
                + ", waiting=" + waiting + "]";
    }
}
