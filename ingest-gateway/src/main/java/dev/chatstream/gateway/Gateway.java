/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import dev.chatstream.gateway.config.GatewayConfig;
import dev.chatstream.gateway.ops.OpsServer;
import dev.chatstream.gateway.ops.Readiness;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.util.Map;

/** The composition root. */
public final class Gateway implements AutoCloseable {
    private final Vertx vertx;

    private Gateway(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Starts all parts. */
    public static Gateway start(GatewayConfig config) {
        Vertx vertx = Vertx.vertx();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Readiness readiness = new Readiness(Map.of());
        vertx.deployVerticle(new OpsServer(config.ops(), readiness, meters)).await();
        return new Gateway(vertx);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
