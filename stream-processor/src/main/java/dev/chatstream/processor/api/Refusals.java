/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.access.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that were not let in: each is counted, and the log is told in one line in a while for all of them, without
 * anything that they showed. To be used on one event loop only.
 */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final MeterRegistry meters;
    private final Duration pause;
    private final Map<Refusal, Long> untold = new EnumMap<>(Refusal.class);
    private boolean pausing;

    Refusals(Vertx vertx, MeterRegistry meters) {
        this(vertx, meters, PAUSE);
    }

    /** @param pause between two lines of the log */
    Refusals(Vertx vertx, MeterRegistry meters, Duration pause) {
        this.vertx = vertx;
        this.meters = meters;
        this.pause = pause;
        for (Refusal reason : Refusal.values()) {
            counter(reason);
        }
    }

    private Counter counter(Refusal reason) {
        return Counter.builder("chatstream.processor.access.refused")
                .description("Requests of the query API that were not let in")
                .tag("reason", reason.kind())
                .register(meters);
    }

    void add(Refusal reason) {
        counter(reason).increment();
        untold.merge(reason, 1L, Long::sum);
        if (!pausing) {
            tell();
        }
    }

    private void tell() {
        pausing = !untold.isEmpty();
        if (pausing) {
            StringJoiner words = new StringJoiner(", ");
            untold.forEach((reason, count) -> words.add(count + " x " + reason.words()));
            untold.clear();
            log.info("requests were not let in: {}", words);
            vertx.setTimer(pause.toMillis(), fired -> tell());
        }
    }
}
