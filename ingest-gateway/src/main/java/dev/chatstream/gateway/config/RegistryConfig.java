/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.util.Map;

/**
 * How schema ids are found.
 *
 * @param client settings of the registry client as they are
 * @param autoRegister whether schemas that are not there may be registered
 */
public record RegistryConfig(Map<String, String> client, boolean autoRegister) {

    public RegistryConfig {
        client = Map.copyOf(client);
        Check.that(
                !client.getOrDefault("schema.registry.url", "").isBlank(),
                "registry.schema.registry.url",
                "nothing",
                "a URL such as http://localhost:8081");
    }

    /** Where the registry is; may hold a user's name and password. */
    public String url() {
        return client.getOrDefault("schema.registry.url", "");
    }

    static RegistryConfig from(Settings settings) {
        return new RegistryConfig(settings.map("registry"), settings.bool("registry.auto.register.schemas"));
    }

    /** Names the keys of the client's settings only: their values may be secrets. */
    @Override
    public String toString() {
        return "RegistryConfig[client=" + client.keySet() + ", autoRegister=" + autoRegister + "]";
    }
}
