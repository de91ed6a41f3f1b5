/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS from the keys {@code schema.registry.ssl.*}. What follows the prefix is Kafka's own, read by Kafka's own code, so
 * that JKS, PKCS12 and PEM mean the same for the registry as for the brokers.
 */
final class RegistryTls {
    private static final String PREFIX = "schema.registry.ssl.";
    private static final String KAFKA_PREFIX = "ssl.";

    private RegistryTls() {}

    /** Empty when no such key is set. */
    static Optional<SSLContext> contextOf(Map<String, ?> configuration) {
        Map<String, Object> ssl = new HashMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && value != null) {
                ssl.put(KAFKA_PREFIX + key.substring(PREFIX.length()), value);
            }
        });
        if (ssl.isEmpty()) {
            return Optional.empty();
        }
        String identification = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
        if (ssl.containsKey(identification) && !"https".equalsIgnoreCase(String.valueOf(ssl.get(identification)))) {
            throw new ConfigException(
                    "schema.registry." + identification,
                    ssl.get(identification),
                    "expected: https, the check stays on");
        }
        ConfigDef keys = new ConfigDef();
        SslConfigs.addClientSslSupport(keys);
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(new AbstractConfig(keys, ssl, false).values());
            return Optional.of(factory.sslContext());
        }
    }
}
