/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts Confluent's own client behind {@link SchemaRegistry#open} in builds with the profile {@code confluent}. */
public final class ConfluentSchemaRegistryFactory implements SchemaRegistryFactory {
    private static final int CACHED_SCHEMAS = 1_000;

    @Override
    public SchemaRegistry open(Map<String, ?> configuration) {
        Object given = configuration.get(RegistryConfig.URL);
        List<String> urls = Arrays.stream(
                        String.valueOf(given == null ? "" : given).split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .toList();
        Map<String, Object> client = new HashMap<>(configuration);
        // The newest version of a subject can change; Confluent's default is to ask for it once and for all.
        client.putIfAbsent("latest.cache.ttl.sec", "0");
        if (!client.containsKey(RegistryCredentials.BEARER_SOURCE)) {
            client.putIfAbsent(RegistryCredentials.BASIC_SOURCE, "URL");
        }
        return new ConfluentSchemaRegistry(new CachedSchemaRegistryClient(urls, CACHED_SCHEMAS, client));
    }
}
