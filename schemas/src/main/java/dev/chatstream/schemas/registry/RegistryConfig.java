/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * How the registry is reached. Keys are those of Confluent's client, so that one configuration serves both; keys that
 * are not listed here are ignored, because serdes are handed the whole configuration of their Kafka client.
 *
 * @param endpoints the URLs, asked in turn when one fails
 * @param tls for https; empty means the Java default
 * @param connectTimeout for one connection
 * @param requestTimeout for one request, from sending it to the last byte of the answer
 * @param maxRetries rounds over all endpoints after the first one
 * @param retryWait pause before the first further round; doubles each time
 * @param retryMaxWait longest pause
 * @param deadline for a call with all its retries
 */
public record RegistryConfig(
        List<Endpoint> endpoints,
        Optional<SSLContext> tls,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxRetries,
        Duration retryWait,
        Duration retryMaxWait,
        Duration deadline) {
    public static final String URL = "schema.registry.url";

    private static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String READ_TIMEOUT = "http.read.timeout.ms";
    private static final String MAX_RETRIES = "max.retries";
    private static final String RETRY_WAIT = "retries.wait.ms";
    private static final String RETRY_MAX_WAIT = "retries.max.wait.ms";
    private static final String DEADLINE = "retries.deadline.ms";

    private static final ConfigDef KEYS = new ConfigDef()
            .define(URL, ConfigDef.Type.LIST, Importance.HIGH, "URLs of the registry's API root")
            .define(
                    RegistryCredentials.BASIC_SOURCE,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "where basic credentials come from: URL (user:password@ in the URL, the default) or USER_INFO")
            .define(RegistryCredentials.USER_INFO, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "user:password")
            .define(RegistryCredentials.PREFIXED_USER_INFO, ConfigDef.Type.PASSWORD, "", Importance.LOW, "older name")
            .define(
                    RegistryCredentials.BEARER_SOURCE,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "STATIC_TOKEN or nothing")
            .define(RegistryCredentials.BEARER_TOKEN, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "the token")
            .define(CONNECT_TIMEOUT, ConfigDef.Type.INT, 5_000, Range.atLeast(1), Importance.LOW, "for one connection")
            .define(READ_TIMEOUT, ConfigDef.Type.INT, 10_000, Range.atLeast(1), Importance.LOW, "for one whole request")
            .define(
                    MAX_RETRIES,
                    ConfigDef.Type.INT,
                    3,
                    Range.between(0, 100),
                    Importance.LOW,
                    "further rounds over all URLs")
            .define(
                    RETRY_WAIT,
                    ConfigDef.Type.INT,
                    250,
                    Range.atLeast(0),
                    Importance.LOW,
                    "pause before the second round")
            .define(RETRY_MAX_WAIT, ConfigDef.Type.INT, 5_000, Range.atLeast(0), Importance.LOW, "longest pause")
            .define(
                    DEADLINE,
                    ConfigDef.Type.INT,
                    30_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "for a call with its retries");

    public RegistryConfig {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new ConfigException(URL, "", "expected: at least one http or https URL");
        }
    }

    /**
     * Reads Confluent's keys.
     *
     * @throws ConfigException naming key, value and expectation; never a secret
     */
    public static RegistryConfig of(Map<String, ?> configuration) {
        AbstractConfig config = new AbstractConfig(KEYS, configuration, false);
        Optional<String> credentials = RegistryCredentials.shared(config);
        return new RegistryConfig(
                config.getList(URL).stream()
                        .map(url -> Endpoint.of(url, credentials))
                        .toList(),
                RegistryTls.contextOf(configuration),
                Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(READ_TIMEOUT)),
                config.getInt(MAX_RETRIES),
                Duration.ofMillis(config.getInt(RETRY_WAIT)),
                Duration.ofMillis(config.getInt(RETRY_MAX_WAIT)),
                Duration.ofMillis(config.getInt(DEADLINE)));
    }

    /** Shows where and how patiently is asked, and no credentials. */
    @Override
    public String toString() {
        return "RegistryConfig[" + endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(", "))
                + ", tls=" + (tls.isPresent() ? "configured" : "default") + ", connectTimeout=" + connectTimeout
                + ", requestTimeout=" + requestTimeout + ", maxRetries=" + maxRetries + ", retryWait=" + retryWait
                + ", retryMaxWait=" + retryMaxWait + ", deadline=" + deadline + "]";
    }

    /**
     * One URL of the registry.
     *
     * @param url API root without user, password and trailing slash
     * @param authorization value of the Authorization header
     */
    public record Endpoint(URI url, Optional<String> authorization) {

        static Endpoint of(String text, Optional<String> sharedCredentials) {
            URI given;
            try {
                given = new URI(text.strip().replaceFirst("/+$", ""));
            } catch (URISyntaxException e) {
                throw refused();
            }
            boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
            if (!http || given.getHost() == null || given.getQuery() != null || given.getFragment() != null) {
                throw refused();
            }
            Optional<String> own = Optional.ofNullable(given.getUserInfo()).map(RegistryCredentials::basic);
            return new Endpoint(withoutUser(given), sharedCredentials.or(() -> own));
        }

        private static URI withoutUser(URI given) {
            try {
                return new URI(given.getScheme(), null, given.getHost(), given.getPort(), given.getPath(), null, null);
            } catch (URISyntaxException e) {
                throw refused();
            }
        }

        /** Does not repeat the URL: it may hold a password in a place where nobody looks for one. */
        private static ConfigException refused() {
            return new ConfigException(
                    URL + " (expected: http://host:port/path or https://…, several separated by commas)");
        }

        @Override
        public String toString() {
            return url + (authorization.isPresent() ? " (with credentials)" : "");
        }
    }
}
