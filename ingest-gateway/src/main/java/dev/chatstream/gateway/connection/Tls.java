/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import dev.chatstream.gateway.config.TlsConfig;
import dev.chatstream.gateway.metrics.TlsMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the port for hooks. When its files change, connections from then on see the new one; a pair of
 * files that cannot be used changes nothing.
 */
public final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    private static final Duration SOON = Duration.ofDays(14);

    private final Vertx vertx;
    private final TlsConfig config;
    private final TlsMetrics metrics;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private TlsPair seen;
    private TlsPair used;
    private String complaint = "";

    private Tls(Vertx vertx, TlsConfig config, TlsMetrics metrics, TlsPair pair) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = metrics;
        this.seen = pair;
        this.used = pair;
    }

    /**
     * Reads the files.
     *
     * @throws TlsException when they cannot be used
     */
    public static Tls load(Vertx vertx, TlsConfig config, TlsMetrics metrics) throws TlsException {
        TlsPair pair = TlsPair.read(config);
        Tls tls = new Tls(vertx, config, metrics, pair);
        tls.remember(pair.check(vertx));
        return tls;
    }

    /**
     * Tries whether the files can be used now.
     *
     * @return until when
     * @throws TlsException when they cannot
     */
    public static Instant check(Vertx vertx, TlsConfig config) throws TlsException {
        return TlsPair.read(config).check(vertx);
    }

    /** Makes a server speak TLS, with HTTP/2 for those who ask for it. */
    public synchronized HttpServerOptions secure(HttpServerOptions options, Duration handshakeTimeout) {
        return options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(used.options())
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(handshakeTimeout.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** From now on this server is told of new certificates. */
    public void renews(HttpServer server) {
        servers.add(server);
    }

    /** Looks whether the files changed, and uses what they hold now if it can be used. Blocks. */
    public synchronized void look() {
        try {
            TlsPair found = TlsPair.read(config);
            if (found.isSameAs(seen)) {
                return;
            }
            seen = found;
            Instant expiry = found.check(vertx);
            used = found;
            servers.forEach(this::renew);
            remember(expiry);
            complaint = "";
            metrics.reloaded();
            LOG.info("the certificate was replaced; the new one expires {}", expiry);
        } catch (TlsException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String problem) {
        if (!problem.equals(complaint)) {
            complaint = problem;
            metrics.broken();
            LOG.error("the certificate's files changed, but the one before is kept: {}", problem);
        }
    }

    private void renew(HttpServer server) {
        ServerSSLOptions options =
                new ServerSSLOptions().setKeyCertOptions(used.options()).setEnabledSecureTransportProtocols(PROTOCOLS);
        server.updateSSLOptions(options).onFailure(e -> LOG.error("the new certificate could not be put to use", e));
    }

    private void remember(Instant expiry) {
        metrics.uses(expiry);
        if (expiry.isBefore(Instant.now().plus(SOON))) {
            LOG.warn("the certificate expires {}", expiry);
        }
    }
}
