/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.address;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads addresses as they are written in headers and settings; names are none. */
public final class IpAddress {
    private IpAddress() {}

    /** An IPv4 or IPv6 address; one of IPv4 that is mapped into IPv6 is the former. */
    public static Optional<InetAddress> of(String literal) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** An address as proxies write it: perhaps in brackets, perhaps with a port. */
    static Optional<InetAddress> ofNode(String node) {
        int colon = node.indexOf(':');
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            boolean whole = end > colon && colon > 0 && isPort(node.substring(end + 1));
            return whole ? of(node.substring(1, end)) : Optional.empty();
        }
        boolean withPort = colon >= 0 && colon == node.lastIndexOf(':');
        if (withPort) {
            return isPort(node.substring(colon)) ? of(node.substring(0, colon)) : Optional.empty();
        }
        return of(node);
    }

    /** Nothing, or a colon and a port, which may be obfuscated. */
    private static boolean isPort(String text) {
        return text.isEmpty()
                || (text.length() > 1
                        && text.charAt(0) == ':'
                        && text.chars().skip(1).allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0));
    }
}
