/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Answers: how many, how late, and what senders were denied. */
public final class AnswerMetrics {
    private final MeterRegistry meters;
    private final Map<Integer, Counter> byStatus = new ConcurrentHashMap<>();
    private final Map<Enum<?>, Counter> byReason = new ConcurrentHashMap<>();
    private final Map<String, Timer> byOutcome = new ConcurrentHashMap<>();
    private final RefusedLog log = new RefusedLog();

    public AnswerMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts from 0 on: an alert does not see the first event of a counter that is born with it. */
    public void expect(Collection<? extends Enum<?>> reasons) {
        reasons.forEach(reason -> byReason.computeIfAbsent(reason, this::turnedAwayCounter));
    }

    /** What is refused is told there. */
    public RefusedLog log() {
        return log;
    }

    public void answered(int status) {
        byStatus.computeIfAbsent(status, this::counter).increment();
    }

    /** A hook was answered so long after its request's head had arrived. */
    public void took(String outcome, long nanos) {
        byOutcome.computeIfAbsent(outcome, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * A request was answered before it was a hook.
     *
     * @param source name of the source that it came through; empty when it came through none
     */
    public void turnedAway(Enum<?> reason, String source) {
        byReason.computeIfAbsent(reason, this::turnedAwayCounter).increment();
        log.add(word(reason), source);
    }

    /** A hook was not stored, or not as a hook. */
    public void denied(Enum<?> reason, String source) {
        log.add(word(reason), source);
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private Counter turnedAwayCounter(Enum<?> reason) {
        return Counter.builder("chatstream.gateway.requests.refused")
                .description("requests answered before their body was a hook")
                .tag("reason", word(reason))
                .register(meters);
    }

    private Counter counter(int status) {
        return Counter.builder("chatstream.gateway.answers")
                .description("answers on the port for hooks")
                .tag("status", Integer.toString(status))
                .register(meters);
    }

    private Timer timer(String outcome) {
        return Timer.builder("chatstream.gateway.answer.time")
                .description("time from the arrival of a hook's head to its answer")
                .tag("outcome", outcome)
                .serviceLevelObjectives(Latencies.BOUNDS)
                .register(meters);
    }
}
