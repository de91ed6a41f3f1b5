/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.config.SourceConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All senders, as they are at one time. Immutable. */
public final class Sources {
    private final Map<String, Source> byName;
    private final Source nobody;

    public Sources(List<SourceConfig> configs) {
        this(configs, Map.of(), Source.nobody());
    }

    private Sources(List<SourceConfig> configs, Map<String, Source> before, Source nobody) {
        Map<String, Source> made = new HashMap<>();
        configs.forEach(config -> made.put(config.name(), Source.of(config, before.get(config.name()))));
        this.byName = Map.copyOf(made);
        this.nobody = nobody;
    }

    /** Those that come after these: who stays does not get a new allowance. */
    Sources next(List<SourceConfig> configs) {
        return new Sources(configs, byName, nobody);
    }

    /** The source of this name if the token is its own; does not tell an unknown source from a wrong token. */
    public Optional<Source> authenticate(String name, String token) {
        Source source = byName.getOrDefault(name, nobody);
        return source.admits(token) ? Optional.of(source) : Optional.empty();
    }
}
