/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final String PROXY = "10.0.0.1";

    private final TrustedProxies proxies = new TrustedProxies(Stream.of("10.0.0.0/8", "2001:db8:1::/48")
            .flatMap(range -> AddressRange.of(range).stream())
            .toList());

    private static InetAddress address(String literal) {
        return IpAddress.of(literal).orElseThrow();
    }

    private Optional<InetAddress> client(String peer, List<String> forwarded, List<String> forwardedFor) {
        return proxies.client(address(peer), forwarded, forwardedFor);
    }

    @Test
    void believesNobodyElse() {
        assertThat(client("192.0.2.1", List.of("for=203.0.113.9"), List.of("203.0.113.9")))
                .hasValue(address("192.0.2.1"));
    }

    @Test
    void takesAProxyThatForwardsForNobodyAsTheClient() {
        assertThat(client(PROXY, List.of(), List.of())).hasValue(address(PROXY));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`203.0.113.9`,203.0.113.9",
                "`198.51.100.1, 203.0.113.9`,203.0.113.9",
                "`198.51.100.1, 203.0.113.9 , 10.2.3.4,2001:db8:1::5`,203.0.113.9",
                "`nonsense, 203.0.113.9`,203.0.113.9",
                "`203.0.113.9:4711`,203.0.113.9",
                "`2001:db8::9`,2001:db8::9",
                "`[2001:db8::9]:4711`,2001:db8::9",
                "`[2001:db8::9]`,2001:db8::9",
                "`::ffff:203.0.113.9`,203.0.113.9",
                "`10.9.9.9, 10.2.3.4`,10.9.9.9"
            })
    void findsTheLastAddressBehindItsOwnInForwardedFor(String header, String expected) {
        assertThat(client(PROXY, List.of(), List.of(header))).hasValue(address(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "203.0.113.9,",
                "203.0.113.9, unknown",
                "203.0.113.9, example.org",
                "203.0.113.9:",
                "203.0.113.9:4 7",
                "[2001:db8::9",
                "[203.0.113.9]x",
                "203.0.113.9, nonsense, 10.2.3.4"
            })
    void knowsNobodyWhenForwardedForIsMalformedWhereItCounts(String header) {
        assertThat(client(PROXY, List.of(), List.of(header))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`for=203.0.113.9`,203.0.113.9",
                "`For=203.0.113.9;proto=https;by=10.0.0.1`,203.0.113.9",
                "`for=198.51.100.1 , for=203.0.113.9; host=\"a,b;c\"`,203.0.113.9",
                "`by=10.0.0.1 ;for=\"203.0.113.9:4711\", for=10.2.3.4`,203.0.113.9",
                "`for=203.0.113.9:4711`,203.0.113.9",
                "`for=\"203.0.113.9:_port\"`,203.0.113.9",
                "`for=\"[2001:db8::9]:4711\"`,2001:db8::9",
                "`for=\"[2001:db8:\\:9]\"`,2001:db8::9",
                "`for=unknown, for=203.0.113.9`,203.0.113.9"
            })
    void findsTheLastAddressBehindItsOwnInForwarded(String header, String expected) {
        assertThat(client(PROXY, List.of(header), List.of())).hasValue(address(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "for",
                "for=",
                "for= 203.0.113.9",
                "for=203.0.113.9,",
                ", for=203.0.113.9",
                "for=203.0.113.9;",
                "for=203.0.113.9;for=203.0.113.9",
                "for=_hidden",
                "for=unknown",
                "proto=https",
                "for=203.0.113.9, proto=https",
                "for=\"203.0.113.9",
                "for=203.0.113.9;x=\", for=198.51.100.1",
                "for=203.0.113.9;x=\", for=\"[2001:db8::9]\"",
                "for=203.0.113.9;x=\"\\, for=198.51.100.1",
                "for=203.0.113.9 x"
            })
    void knowsNobodyWhenForwardedIsMalformed(String header) {
        assertThat(client(PROXY, List.of(header), List.of())).isEmpty();
    }

    @Test
    void readsLinesInTheirOrderAndEachForItself() {
        assertThat(client(PROXY, List.of("for=198.51.100.1", "for=203.0.113.9"), List.of()))
                .hasValue(address("203.0.113.9"));
        assertThat(client(PROXY, List.of("for=198.51.100.1;x=\"", "for=203.0.113.9;y=\""), List.of()))
                .isEmpty();
        assertThat(client(PROXY, List.of(), List.of("198.51.100.1", "203.0.113.9, 10.1.1.1")))
                .hasValue(address("203.0.113.9"));
    }

    @Test
    void believesTwoHeadersOnlyWhenTheyAgree() {
        assertThat(client(PROXY, List.of("for=203.0.113.9"), List.of("198.51.100.1, 203.0.113.9")))
                .hasValue(address("203.0.113.9"));
        assertThat(client(PROXY, List.of("for=203.0.113.9"), List.of("198.51.100.1")))
                .isEmpty();
        assertThat(client(PROXY, List.of("for=unknown"), List.of("unknown"))).isEmpty();
    }
}
