/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.util.Optional;

/**
 * Where hooks are taken.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes any free one
 * @param instances event loops that handle hooks; 0 means one for each processor
 * @param maxBody largest body in bytes
 * @param timeouts how long senders may take
 * @param limits how much else they may take
 * @param tls the certificate; empty for plain HTTP
 */
public record HttpConfig(
        String host,
        int port,
        int instances,
        int maxBody,
        TimeoutConfig timeouts,
        LimitConfig limits,
        Optional<TlsConfig> tls) {
    static final int SMALLEST_BODY = 1024;
    static final int LARGEST_BODY = 256 * 1024 * 1024;

    private static final int PORTS = 65_536;
    private static final int MOST_INSTANCES = 256;

    public HttpConfig {
        Check.that(!host.isBlank(), "http.host", '"' + host + '"', "an address such as 0.0.0.0");
        Check.that(port >= 0 && port < PORTS, "http.port", port, "0 to 65535");
        Check.that(
                instances >= 0 && instances <= MOST_INSTANCES,
                "http.instances",
                instances,
                "0 for one a processor, at most 256");
        Check.that(maxBody >= SMALLEST_BODY && maxBody <= LARGEST_BODY, "max.body", maxBody, "1KiB to 256MiB");
    }

    static HttpConfig from(Settings settings) {
        long maxBody = settings.bytes("max.body");
        Check.that(maxBody <= LARGEST_BODY, "max.body", maxBody, "1KiB to 256MiB");
        return new HttpConfig(
                settings.string("http.host"),
                settings.integer("http.port", 0, PORTS - 1),
                settings.integer("http.instances", 0, MOST_INSTANCES),
                (int) maxBody,
                TimeoutConfig.from(settings),
                LimitConfig.from(settings),
                TlsConfig.from(settings));
    }

    /** Scheme of the URL that senders use. */
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /** Event loops that really handle hooks. */
    public int effectiveInstances() {
        return instances == 0 ? Runtime.getRuntime().availableProcessors() : instances;
    }
}
