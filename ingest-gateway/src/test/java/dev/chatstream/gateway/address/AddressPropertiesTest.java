/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold whatever stands in a header. */
class AddressPropertiesTest {
    private final InetAddress proxy = IpAddress.of("10.0.0.1").orElseThrow();
    private final TrustedProxies proxies =
            new TrustedProxies(List.of(AddressRange.of("10.0.0.0/8").orElseThrow()));

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("0123456789abcdef:.[]%/").ofMaxLength(40),
                Arbitraries.strings().withChars("for=;,\"\\ 1.:[]").ofMaxLength(40),
                Arbitraries.strings().ofMaxLength(10));
    }

    @Property(tries = 5_000)
    void nothingMakesItThrow(@ForAll("texts") String text) {
        assertThat(AddressRange.of(text)).isNotNull();
        assertThat(IpAddress.ofNode(text)).isNotNull();
        assertThat(proxies.client(proxy, List.of(text), List.of())).isNotNull();
        assertThat(proxies.client(proxy, List.of(), List.of(text))).isNotNull();
    }

    @Property(tries = 5_000)
    void nobodyCanHideWhatAProxyAppends(@ForAll("texts") String said) {
        // Given
        InetAddress client = IpAddress.of("203.0.113.9").orElseThrow();

        // Then
        assertThat(proxies.client(proxy, List.of(said + ", for=203.0.113.9"), List.of())
                        .orElse(client))
                .isEqualTo(client);
        assertThat(proxies.client(proxy, List.of(said + ",for=\"203.0.113.9:80\""), List.of())
                        .orElse(client))
                .isEqualTo(client);
        assertThat(proxies.client(proxy, List.of(said, "for=203.0.113.9"), List.of())
                        .orElse(client))
                .isEqualTo(client);
        assertThat(proxies.client(proxy, List.of(), List.of(said + ", 203.0.113.9")))
                .hasValue(client);
    }
}
