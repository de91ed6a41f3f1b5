/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    private static InetAddress address(String literal) {
        return IpAddress.of(literal).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24,192.0.2.255,192.0.3.0",
        "192.0.2.77/24,192.0.2.1,192.0.1.255",
        "10.0.0.0/8,10.255.255.255,11.0.0.0",
        "192.0.2.7,192.0.2.7,192.0.2.8",
        "192.0.2.6/31,192.0.2.7,192.0.2.8",
        "128.0.0.0/1,255.255.255.255,127.255.255.255",
        "0.0.0.0/0,255.1.2.3,::1",
        "::/0,2001:db8::1,192.0.2.1",
        "2001:db8::/33,2001:db8:7fff::1,2001:db8:8000::1",
        "::1,::1,::2",
        "::ffff:192.0.2.0/120,192.0.2.9,192.0.3.9",
        "192.0.2.0/24,::ffff:192.0.2.9,::ffff:192.0.3.9",
        "fe80::/10,fe80::1%eth0,fec0::1"
    })
    void holdsTheAddressesThatBeginWithItsBits(String range, String inside, String outside) {
        // When
        AddressRange parsed = AddressRange.of(range).orElseThrow();

        // Then
        assertThat(parsed.contains(address(inside))).isTrue();
        assertThat(parsed.contains(address(outside))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10.0.0.256",
                "::/129",
                "::ffff:10.0.0.0/95",
                "2001:db8::g",
                "localhost",
                "example.org/8",
                "10.0.0.0/+8"
            })
    void refusesEverythingElseWithoutAskingAnybody(String text) {
        assertThat(AddressRange.of(text)).isEmpty();
    }
}
