/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.TraceParent;
import dev.chatstream.gateway.record.Verdict;
import dev.chatstream.gateway.record.WithoutMessage;
import dev.chatstream.gateway.trace.LoggedTrace;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes bodies: judged, then kept. Safe for use by several threads. */
public final class HookIntake {
    private static final Logger LOG = LoggerFactory.getLogger(HookIntake.class);

    private final Judge judge;
    private final Keeper keeper;
    private final HookMetrics metrics;

    public HookIntake(Judge judge, Keeper keeper, HookMetrics metrics) {
        this.judge = judge;
        this.keeper = keeper;
        this.metrics = metrics;
    }

    /** After the body is on its way: what goes wrong here must not keep it from being kept. */
    private void count(Verdict verdict) {
        try {
            metrics.unknown(verdict.unknown().keySet());
        } catch (RuntimeException e) {
            LOG.error("a bug: unknown fields could not be counted", WithoutMessage.of(e));
        }
    }

    /**
     * Takes a body.
     *
     * @param accounts whether the sender may send for the account, in canonical decimal
     * @param whenDone called exactly once, on any thread, perhaps before this returns; must not block
     */
    public void take(Delivery delivery, Predicate<String> accounts, Consumer<Outcome> whenDone) {
        metrics.received(delivery.eventId());
        Optional<String> trace = delivery.traceparent().flatMap(TraceParent::traceId);
        // So that lines of the log that this hook causes here name its trace.
        trace.ifPresent(id -> MDC.put(LoggedTrace.KEY, id));
        try {
            Verdict verdict = judge.judge(delivery.body(), accounts);
            keeper.keep(delivery, verdict, whenDone);
            count(verdict);
        } catch (RuntimeException | Error e) {
            metrics.failed();
            throw e;
        } finally {
            if (trace.isPresent()) {
                MDC.remove(LoggedTrace.KEY);
            }
        }
    }
}
