/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers by status. */
public final class AnswerMetrics {
    private final MeterRegistry meters;
    private final Map<Integer, Counter> byStatus = new ConcurrentHashMap<>();

    public AnswerMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    public void answered(int status) {
        byStatus.computeIfAbsent(status, this::counter).increment();
    }

    private Counter counter(int status) {
        return Counter.builder("chatstream.gateway.answers")
                .description("answers on the port for hooks")
                .tag("status", Integer.toString(status))
                .register(meters);
    }
}
