/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.gateway.address.AddressRange;
import dev.chatstream.gateway.address.TrustedProxies;
import dev.chatstream.schemas.settings.Settings;
import java.util.List;

/**
 * Who may send, and from where.
 *
 * @param sources as they were at the start
 * @param reader tells how they are now
 * @param trustedProxies CIDR ranges of the proxies that may say for whom they ask
 */
public record AccessConfig(List<SourceConfig> sources, SourceReader reader, List<String> trustedProxies) {

    public AccessConfig {
        sources = List.copyOf(sources);
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(range -> Check.that(
                AddressRange.of(range).isPresent(), "http.trusted.proxies", '"' + range + '"', AddressRange.FORM));
    }

    static AccessConfig from(Settings settings) {
        SourceReader reader = SourceReader.of(settings);
        return new AccessConfig(reader.read(), reader, settings.strings("http.trusted.proxies"));
    }

    public TrustedProxies proxies() {
        return new TrustedProxies(trustedProxies.stream()
                .flatMap(range -> AddressRange.of(range).stream())
                .toList());
    }
}
