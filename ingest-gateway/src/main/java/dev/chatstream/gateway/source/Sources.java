/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.config.SourceConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All senders. */
public final class Sources {
    private final Map<String, Source> byName;
    private final Source nobody = Source.nobody();

    public Sources(List<SourceConfig> configs) {
        byName = configs.stream()
                .map(Source::of)
                .collect(Collectors.toUnmodifiableMap(Source::name, Function.identity()));
    }

    /** The source of this name if the token is its own; does not tell an unknown source from a wrong token. */
    public Optional<Source> authenticate(String name, String token) {
        Source source = byName.getOrDefault(name, nobody);
        return source.admits(token) ? Optional.of(source) : Optional.empty();
    }
}
