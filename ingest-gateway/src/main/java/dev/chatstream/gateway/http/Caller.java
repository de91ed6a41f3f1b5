/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.address.IpAddress;
import dev.chatstream.gateway.address.TrustedProxies;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From where a request comes. */
final class Caller {
    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private Caller() {}

    /** The client's address; empty when nobody can tell. */
    static Optional<InetAddress> of(HttpServerRequest request, TrustedProxies proxies) {
        @Nullable SocketAddress peer = request.remoteAddress();
        @Nullable String address = peer == null ? null : peer.hostAddress();
        return Optional.ofNullable(address)
                .flatMap(IpAddress::of)
                .flatMap(other -> proxies.client(
                        other,
                        request.headers().getAll(FORWARDED),
                        request.headers().getAll(FORWARDED_FOR)));
    }
}
