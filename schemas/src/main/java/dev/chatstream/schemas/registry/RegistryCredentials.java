/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** How the registry is told who asks: the value of the Authorization header, or nothing. */
final class RegistryCredentials {
    static final String BASIC_SOURCE = "basic.auth.credentials.source";
    static final String USER_INFO = "basic.auth.user.info";
    static final String PREFIXED_USER_INFO = "schema.registry.basic.auth.user.info";
    static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    static final String BEARER_TOKEN = "bearer.auth.token";

    private RegistryCredentials() {}

    /** The header that all URLs share; empty when each URL carries its own user and password, or none. */
    static Optional<String> shared(AbstractConfig config) {
        String basic = config.getString(BASIC_SOURCE).toUpperCase(Locale.ROOT);
        String bearer = config.getString(BEARER_SOURCE).toUpperCase(Locale.ROOT);
        List<String> headers = new ArrayList<>();
        switch (basic) {
            case "", "URL" -> {}
            case "USER_INFO" -> headers.add(basic(userInfo(config)));
            default -> throw new ConfigException(BASIC_SOURCE, basic, "expected: URL or USER_INFO");
        }
        switch (bearer) {
            case "" -> {}
            case "STATIC_TOKEN" -> headers.add("Bearer " + required(config, BEARER_TOKEN));
            default -> throw new ConfigException(BEARER_SOURCE, bearer, "expected: STATIC_TOKEN");
        }
        if (headers.size() > 1) {
            throw new ConfigException(BEARER_SOURCE, bearer, "expected: not both basic and bearer credentials");
        }
        return headers.stream().findFirst();
    }

    /** Authorization header for {@code user:password}. */
    static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static String userInfo(AbstractConfig config) {
        Password prefixed = config.getPassword(PREFIXED_USER_INFO);
        String userInfo = prefixed.value().isBlank() ? required(config, USER_INFO) : prefixed.value();
        if (userInfo.indexOf(':') <= 0) {
            throw new ConfigException(USER_INFO + ": " + Password.HIDDEN + " (expected: user:password)");
        }
        return userInfo;
    }

    private static String required(AbstractConfig config, String key) {
        String value = config.getPassword(key).value();
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw new ConfigException(key + ": " + Password.HIDDEN + " (expected: a value on one line)");
        }
        return value.strip();
    }
}
