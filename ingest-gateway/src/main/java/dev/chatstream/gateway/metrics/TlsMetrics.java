/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The certificate of the port for hooks. */
public final class TlsMetrics {
    private final AtomicLong expires = new AtomicLong();
    private final Counter reloaded;
    private final Counter broken;

    public TlsMetrics(MeterRegistry meters) {
        Gauge.builder("chatstream.gateway.tls.certificate.expires", expires, AtomicLong::get)
                .description("when the certificate in use expires, in seconds since 1970")
                .baseUnit("seconds")
                .register(meters);
        reloaded = reloads(meters, "loaded");
        broken = reloads(meters, "broken");
    }

    private static Counter reloads(MeterRegistry meters, String outcome) {
        return Counter.builder("chatstream.gateway.tls.reloads")
                .description("changes of the certificate's files; after a broken one the certificate before is kept")
                .tag("outcome", outcome)
                .register(meters);
    }

    public void uses(Instant expiry) {
        expires.set(expiry.getEpochSecond());
    }

    public void reloaded() {
        reloaded.increment();
    }

    public void broken() {
        broken.increment();
    }
}
