/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {
    private final Map<String, Object> configuration =
            new HashMap<>(Map.of("schema.registry.url", "http://registry:8081/"));

    @Test
    void defaults() {
        RegistryConfig config = RegistryConfig.of(configuration);

        assertThat(config.endpoints())
                .containsExactly(new RegistryConfig.Endpoint(URI.create("http://registry:8081"), Optional.empty()));
        assertThat(config.tls()).isEmpty();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxRetries()).isEqualTo(3);
        assertThat(config.retryWait()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.retryMaxWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void userInfoComesFromItsOwnKeyOrTheOlderOne() {
        configuration.put("basic.auth.credentials.source", "USER_INFO");
        configuration.put("basic.auth.user.info", "me:s3cret");
        assertThat(authorization()).contains(RegistryCredentials.basic("me:s3cret"));

        configuration.put("schema.registry.basic.auth.user.info", "older:s3cret");
        assertThat(authorization()).contains(RegistryCredentials.basic("older:s3cret"));
    }

    @Test
    void eachUrlMayHaveItsOwnUser() {
        configuration.put("schema.registry.url", "http://a:1@one,http://b:2@two/path,http://[::1]:8081");
        configuration.put("basic.auth.credentials.source", "URL");

        assertThat(RegistryConfig.of(configuration).endpoints())
                .containsExactly(
                        new RegistryConfig.Endpoint(
                                URI.create("http://one"), Optional.of(RegistryCredentials.basic("a:1"))),
                        new RegistryConfig.Endpoint(
                                URI.create("http://two/path"), Optional.of(RegistryCredentials.basic("b:2"))),
                        new RegistryConfig.Endpoint(URI.create("http://[::1]:8081"), Optional.empty()));
    }

    @Test
    void nothingShowsCredentials() {
        configuration.put("schema.registry.url", "http://me:s3cret@one,http://two");
        configuration.put("bearer.auth.credentials.source", "static_token");
        configuration.put("bearer.auth.token", "s3cret");

        assertThat(RegistryConfig.of(configuration).toString())
                .contains("http://one (with credentials), http://two (with credentials)")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "registry:8081",
                "ftp://registry",
                "mock://test",
                "http://",
                "http://me:s3cret@ho st",
                "http://h?x=1"
            })
    void aWrongUrlIsRefusedWithoutRepeatingIt(String url) {
        configuration.put("schema.registry.url", url);

        assertThatThrownBy(() -> RegistryConfig.of(configuration))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageContaining("expected: ")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "basic.auth.credentials.source, SASL_INHERIT, URL or USER_INFO",
        "basic.auth.credentials.source, USER_INFO, basic.auth.user.info: [hidden]",
        "bearer.auth.credentials.source, OAUTHBEARER, STATIC_TOKEN",
        "bearer.auth.credentials.source, STATIC_TOKEN, bearer.auth.token: [hidden]",
        "http.read.timeout.ms, soon, http.read.timeout.ms",
        "max.retries, -1, max.retries",
        "schema.registry.ssl.endpoint.identification.algorithm, '', the check stays on",
        "schema.registry.ssl.truststore.location, /no/such/file, /no/such/file",
    })
    void wrongValuesNameKeyAndExpectation(String key, String value, String expected) {
        configuration.put(key, value);

        assertThatThrownBy(() -> RegistryConfig.of(configuration))
                .isInstanceOf(org.apache.kafka.common.KafkaException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void basicAndBearerTogetherAreRefused() {
        configuration.put("basic.auth.credentials.source", "USER_INFO");
        configuration.put("basic.auth.user.info", "me:s3cret");
        configuration.put("bearer.auth.credentials.source", "STATIC_TOKEN");
        configuration.put("bearer.auth.token", "s3cret");

        assertThatThrownBy(() -> RegistryConfig.of(configuration))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not both");
    }

    @Test
    void theUrlIsRequired() {
        assertThatThrownBy(() -> RegistryConfig.of(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    private Optional<String> authorization() {
        return RegistryConfig.of(configuration).endpoints().get(0).authorization();
    }
}
