/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import dev.chatstream.gateway.metrics.ConnectionMetrics;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.transport.Transport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections beyond the limit the moment they are accepted, before TLS or HTTP cost anything for them. Counts
 * all event loops together. Safe for use by several threads.
 */
public final class ConnectionLimit {
    private static final int NONE = -1;
    private static final AttributeKey<Long> ACCEPTED_NANOS = AttributeKey.valueOf("chatstream.accepted");

    private final int most;
    private final ConnectionMetrics metrics;
    private volatile int port = NONE;

    public ConnectionLimit(int most, ConnectionMetrics metrics) {
        this.most = most;
        this.metrics = metrics;
    }

    /** Where connections are counted. */
    public ConnectionMetrics metrics() {
        return metrics;
    }

    /** The transport that Vert.x must use for the limit to hold. */
    public Transport on(Transport transport) {
        LimitedTransport limited = new LimitedTransport(transport.implementation(), this);
        return new Transport() {
            @Override
            public String name() {
                return transport.name();
            }

            @Override
            public boolean available() {
                return transport.available();
            }

            @Override
            public Throwable unavailabilityCause() {
                return transport.unavailabilityCause();
            }

            @Override
            public io.vertx.core.spi.transport.Transport implementation() {
                return limited;
            }
        };
    }

    /** From now on the limit holds for this port. */
    public void guard(int listening) {
        port = listening;
    }

    /** When the connection was accepted, which TLS comes after; now, if that is not known. */
    static long acceptedNanos(HttpConnection connection) {
        @Nullable
        Long accepted = connection instanceof ConnectionBase base
                ? base.channel().attr(ACCEPTED_NANOS).get()
                : null;
        return accepted == null ? System.nanoTime() : accepted;
    }

    /** Sees every connection that a listening socket accepts, of whichever port. */
    ChannelInboundHandlerAdapter acceptHandler() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext listening, Object accepted) {
                if (!(accepted instanceof Channel connection) || !isGuarded(listening.channel())) {
                    listening.fireChannelRead(accepted);
                } else if (metrics.opened(most)) {
                    connection.attr(ACCEPTED_NANOS).set(System.nanoTime());
                    ChannelFuture unused = connection.closeFuture().addListener(closed -> metrics.closed());
                    listening.fireChannelRead(accepted);
                } else {
                    connection.unsafe().closeForcibly();
                }
            }
        };
    }

    private boolean isGuarded(Channel listening) {
        return listening.localAddress() instanceof InetSocketAddress address && address.getPort() == port;
    }
}
