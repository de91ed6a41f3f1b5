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
import org.jspecify.annotations.Nullable;
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
    private TlsPair used;
    private @Nullable TlsPair seen;
    private String complaint = "";

    private Tls(Vertx vertx, TlsConfig config, TlsMetrics metrics, TlsPair pair) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = metrics;
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
     * @throws TlsException when they cannot, or no longer
     */
    public static Instant check(Vertx vertx, TlsConfig config) throws TlsException {
        return TlsPair.read(config).checkNow(vertx);
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

    /**
     * Looks whether the files changed, and uses what they hold now if it can be used. They must look the same twice,
     * because they may be half written. Blocks.
     */
    public synchronized void look() {
        try {
            TlsPair found = TlsPair.read(config);
            if (found.isSameAs(used)) {
                settle();
            } else if (seen != null && found.isSameAs(seen)) {
                use(found);
            } else {
                seen = found;
            }
        } catch (TlsException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void use(TlsPair found) throws TlsException {
        Instant expiry = found.checkNow(vertx);
        used = found;
        servers.forEach(this::renew);
        remember(expiry);
        complaint = "";
        seen = null;
        metrics.reloaded();
        LOG.info("the certificate was replaced; the new one expires {}", expiry);
    }

    private void settle() {
        if (!complaint.isEmpty()) {
            LOG.info("the certificate's files are again those in use");
        }
        complaint = "";
        seen = null;
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
