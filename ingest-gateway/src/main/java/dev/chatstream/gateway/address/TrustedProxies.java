/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The proxies that are believed when they say for whom they ask. */
public final class TrustedProxies {
    private final List<AddressRange> ranges;

    public TrustedProxies(List<AddressRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * The client: walking back from the connection, the first address that is no trusted proxy. Empty when a trusted
     * proxy says something that cannot be understood, or two things that differ.
     *
     * @param peer other end of the connection
     * @param forwarded values of the header {@code Forwarded}
     * @param forwardedFor values of the header {@code X-Forwarded-For}
     */
    public Optional<InetAddress> client(InetAddress peer, List<String> forwarded, List<String> forwardedFor) {
        if (!trusts(peer) || (forwarded.isEmpty() && forwardedFor.isEmpty())) {
            return Optional.of(peer);
        }
        if (forwarded.isEmpty()) {
            return lastBehind(hops(forwardedFor));
        }
        Optional<InetAddress> client = ForwardedHeader.nodes(forwarded).flatMap(this::lastBehind);
        // A proxy that writes one of them may pass on the other as the sender wrote it.
        boolean agreed = forwardedFor.isEmpty() || client.equals(lastBehind(hops(forwardedFor)));
        return agreed ? client : Optional.empty();
    }

    private boolean trusts(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> hops(List<String> forwardedFor) {
        return forwardedFor.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private Optional<InetAddress> lastBehind(List<String> nodes) {
        Optional<InetAddress> client = Optional.empty();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            client = IpAddress.ofNode(nodes.get(i));
            if (client.isEmpty() || !trusts(client.get())) {
                return client;
            }
        }
        return client;
    }
}
