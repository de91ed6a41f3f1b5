/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import dev.chatstream.gateway.config.TimeoutConfig;
import dev.chatstream.gateway.metrics.ConnectionMetrics;
import dev.chatstream.gateway.metrics.ConnectionMetrics.Reason;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The open connections of one event loop; ends those that only hold their place. Lives on one context. */
public final class Connections {
    private final TimeoutConfig timeouts;
    private final ConnectionMetrics metrics;
    private final IdentityHashMap<HttpConnection, Peer> peers = new IdentityHashMap<>();

    public Connections(TimeoutConfig timeouts, ConnectionMetrics metrics) {
        this.timeouts = timeouts;
        this.metrics = metrics;
    }

    public void opened(HttpConnection connection) {
        peers.put(connection, new Peer(connection, ConnectionLimit.acceptedNanos(connection)));
        connection.closeHandler(closed -> peers.remove(connection));
    }

    /** The head of a request arrived; its connection is not ended for being idle until it is answered. */
    public void begins(HttpServerRequest request) {
        @Nullable Peer peer = peers.get(request.connection());
        if (peer != null) {
            peer.begins();
            request.response().endHandler(peer);
        }
    }

    /**
     * The request that has just begun is a hook from a sender that is known. Nothing else makes a connection last: who
     * may not send must not be able to hold the places of those who may.
     */
    public void admitted(HttpServerRequest request) {
        @Nullable Peer peer = peers.get(request.connection());
        if (peer != null) {
            peer.admitted();
        }
    }

    /** Ends a connection. */
    public void end(HttpConnection connection, Reason reason) {
        @Nullable Peer peer = peers.get(connection);
        if (peer != null && !peer.isEnding()) {
            metrics.ended(reason);
            peer.end();
        }
    }

    /** Ends what is overdue. To be called often. */
    public void sweep(long now) {
        for (Peer peer : List.copyOf(peers.values())) {
            if (peer.isEnding()) {
                peer.end();
            } else {
                Optional<Reason> reason = peer.overdue(now, timeouts);
                reason.ifPresent(because -> {
                    metrics.ended(because);
                    peer.end();
                });
            }
        }
    }
}
