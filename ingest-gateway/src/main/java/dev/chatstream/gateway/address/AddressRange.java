/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.address;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The addresses that begin with the same bits, written as {@code 192.0.2.0/24}, {@code 2001:db8::/32} or as one. */
public final class AddressRange {
    /** What is expected where a range is written. */
    public static final String FORM = "IPv4 or IPv6 addresses or CIDR ranges such as 192.0.2.0/24, separated by commas";

    private static final int BITS_OF_V4 = 32;
    private static final int BITS_OF_V6 = 128;
    private static final int MOST_DIGITS = 3;

    private final IpSubnetFilterRule rule;

    private AddressRange(InetAddress address, int bits) {
        this.rule = new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    /** Empty when the text is no range. */
    public static Optional<AddressRange> of(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        boolean written6 = literal.indexOf(':') >= 0;
        int most = written6 ? BITS_OF_V6 : BITS_OF_V4;
        int bits = slash < 0 ? most : number(text.substring(slash + 1));
        return IpAddress.of(literal).filter(address -> bits <= most).flatMap(address -> {
            int own = written6 && address instanceof Inet4Address ? bits - (BITS_OF_V6 - BITS_OF_V4) : bits;
            return own < 0 ? Optional.empty() : Optional.of(new AddressRange(address, own));
        });
    }

    private static int number(String digits) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Integer.parseInt(digits) : -1;
    }

    public boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }
}
