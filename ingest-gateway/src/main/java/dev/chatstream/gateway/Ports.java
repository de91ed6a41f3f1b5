/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Opens and closes ports, waiting for each; what goes wrong is put into an operator's words. */
final class Ports {
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);

    private final Vertx vertx;

    Ports(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Opens a port.
     *
     * @param key setting that names the port
     * @return what closes it
     */
    String open(String key, String host, int port, Supplier<? extends Deployable> server, int instances) {
        try {
            return await(vertx.deployVerticle(server, new DeploymentOptions().setInstances(instances)), OPEN_TIMEOUT);
        } catch (ExecutionException e) {
            throw new StartException(message(key, host, port, Objects.requireNonNullElse(e.getCause(), e)), e);
        } catch (TimeoutException e) {
            throw new StartException("port " + port + " did not open in " + OPEN_TIMEOUT.toSeconds() + " s", e);
        }
    }

    /** Closes a port; false when that was not done in time. */
    boolean close(String deployment, Duration timeout) {
        try {
            await(vertx.undeploy(deployment), timeout);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static String message(String key, String host, int port, Throwable cause) {
        if (cause instanceof BindException) {
            return "port " + port + " on " + host + " cannot be opened (" + cause.getMessage()
                    + "); most likely another"
                    + " program has it: stop that one, or choose another port with the setting " + key + ".port";
        }
        if (cause instanceof UnknownHostException) {
            return "the address " + host + " (setting " + key + ".host) is not known on this machine";
        }
        return "port " + port + " on " + host + " cannot be opened: " + cause;
    }

    static <T> T await(Future<T> future, Duration timeout) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted", e);
        }
    }
}
