/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/** Another transport with the {@link ConnectionLimit} in front: Vert.x itself shows connections only after TLS. */
final class LimitedTransport implements Transport {
    private final Transport wrapped;
    private final ConnectionLimit limit;

    LimitedTransport(Transport wrapped, ConnectionLimit limit) {
        this.wrapped = wrapped;
        this.limit = limit;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        wrapped.configure(options, domainSocket, bootstrap);
        bootstrap.handler(limit.acceptHandler());
    }

    @Override
    public boolean supportsDomainSockets() {
        return wrapped.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return wrapped.supportFileRegion();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return wrapped.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return wrapped.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return wrapped.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return wrapped.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return wrapped.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x still asks for it
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return wrapped.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return wrapped.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return wrapped.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        wrapped.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
        wrapped.configure(options, connectTimeout, domainSocket, bootstrap);
    }
}
