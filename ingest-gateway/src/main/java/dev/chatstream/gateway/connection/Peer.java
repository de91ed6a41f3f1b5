/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import dev.chatstream.gateway.config.TimeoutConfig;
import dev.chatstream.gateway.metrics.ConnectionMetrics.Reason;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/** One open connection: how many requests are under way on it, and since when there has been none. */
final class Peer implements Handler<Void> {
    private static final long BUSY = Long.MIN_VALUE;

    private final HttpConnection connection;
    private int underWay;
    private boolean introduced;
    private boolean ending;
    private long quietSince;

    /** A connection on which nothing has arrived since it was accepted. */
    Peer(HttpConnection connection, long acceptedNanos) {
        this.connection = connection;
        this.quietSince = acceptedNanos;
    }

    /** A request's head arrived. */
    void begins() {
        underWay++;
    }

    /** The request that has just begun is one for which connections are there. */
    void admitted() {
        introduced = true;
        quietSince = BUSY;
    }

    /** A request was answered, or will never be. */
    @Override
    public void handle(Void answered) {
        underWay--;
    }

    /** Why the connection is to be ended now. To be asked at every sweep, which is also how the time is kept. */
    Optional<Reason> overdue(long now, TimeoutConfig timeouts) {
        if (underWay > 0) {
            return Optional.empty();
        }
        if (quietSince == BUSY) {
            quietSince = now;
        }
        long quiet = now - quietSince;
        if (!introduced) {
            return quiet >= timeouts.header().toNanos() ? Optional.of(Reason.HEADER_TIMEOUT) : Optional.empty();
        }
        return quiet >= timeouts.idle().toNanos() ? Optional.of(Reason.IDLE) : Optional.empty();
    }

    boolean isEnding() {
        return ending;
    }

    /**
     * Closes, politely at first. That waits for what is still to be written, for ever if the sender does not read: when
     * called again, the channel is closed at its end that is nearest to the socket.
     */
    void end() {
        if (ending && connection instanceof ConnectionBase base) {
            ChannelFuture unused = base.channel().pipeline().firstContext().close();
        } else {
            ending = true;
            connection.close();
        }
    }
}
