/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import dev.chatstream.gateway.config.HttpConfig;
import dev.chatstream.gateway.config.TlsConfig;
import dev.chatstream.gateway.connection.ConnectionLimit;
import dev.chatstream.gateway.connection.Tls;
import dev.chatstream.gateway.connection.TlsException;
import dev.chatstream.gateway.metrics.ConnectionMetrics;
import dev.chatstream.gateway.metrics.TlsMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.transport.Transport;
import java.util.Optional;

/** Vert.x, with what guards the connections to the port for hooks. */
final class Door implements AutoCloseable {
    private final HttpConfig config;
    private final MeterRegistry meters;
    private final ConnectionLimit connections;
    private final Vertx vertx;

    Door(HttpConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        connections = new ConnectionLimit(config.limits().maxConnections(), new ConnectionMetrics(meters));
        vertx = Vertx.builder()
                .withTransport(connections.on(Transport.NIO))
                // Nothing is served from files, so no cache folder is needed: the file system may be read-only.
                .with(new VertxOptions()
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
    }

    Vertx vertx() {
        return vertx;
    }

    ConnectionLimit connections() {
        return connections;
    }

    /**
     * The certificate, followed from now on; empty for plain HTTP.
     *
     * @throws StartException when its files cannot be used
     */
    Optional<Tls> certificate(Background background) {
        Optional<TlsConfig> files = config.tls();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            Tls tls = Tls.load(vertx, files.get(), new TlsMetrics(meters));
            background.repeat(files.get().reload(), tls::look);
            return Optional.of(tls);
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
