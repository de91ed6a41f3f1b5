/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import dev.chatstream.gateway.config.SpoolConfig;
import dev.chatstream.gateway.drain.Drain;
import dev.chatstream.gateway.metrics.SpoolMetrics;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.KafkaHookPublisher;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.spool.Spool;
import dev.chatstream.gateway.spool.SpoolException;
import dev.chatstream.gateway.spool.SpoolState;
import dev.chatstream.gateway.spool.SqliteSpool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The spool with what fills, drains and shows it; nothing of it when no folder is set. */
final class Disk implements AutoCloseable {
    private static final Duration SWEEP_PAUSE = Duration.ofMillis(20);
    private static final Duration DRAIN_PAUSE = Duration.ofMillis(100);
    /** Of the bytes under way: the rest is for hooks that come in now. */
    private static final int DRAINS_SHARE = 4;

    private final Optional<SqliteSpool> spool;
    private final SpoolMetrics metrics;
    private final Breaker breaker;

    /**
     * Opens the spool.
     *
     * @throws StartException when it cannot be used as it is set up
     */
    Disk(SpoolConfig config, MeterRegistry meters) {
        try {
            metrics = new SpoolMetrics(meters);
            spool = config.dir().map(folder -> new SqliteSpool(folder, config, metrics));
            breaker = new Breaker(() -> problem().isEmpty());
            spool.ifPresent(opened -> show(opened, meters));
        } catch (SpoolException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    Breaker breaker() {
        return breaker;
    }

    Optional<Spool> spool() {
        return spool.map(opened -> opened);
    }

    /** Why the spool takes no hook. */
    Optional<String> problem() {
        return spool.isEmpty()
                ? Optional.of("no folder is set (spool.dir)")
                : spool.get().problem();
    }

    /** Why hooks are not sent to Kafka although it may be there. */
    Optional<String> breakerProblem() {
        return breaker.isOpen()
                ? Optional.of("Kafka did not take hooks in time; one of the spooled ones probes it")
                : Optional.empty();
    }

    /** Starts to answer for a slow disk, and to send what waits. */
    void work(
            Background background,
            Judge judge,
            Recording recording,
            Supplier<Optional<SchemaIds>> schemaIds,
            KafkaHookPublisher publisher,
            long inflightMaxBytes) {
        spool.ifPresent(opened -> {
            Drain drain = new Drain(
                    opened, judge, recording, schemaIds, publisher.patient(), breaker, inflightMaxBytes / DRAINS_SHARE);
            background.repeat(SWEEP_PAUSE, opened::sweepDeadlines);
            background.repeat(DRAIN_PAUSE, drain::round);
        });
    }

    private void show(Spool opened, MeterRegistry meters) {
        gauge(meters, opened, "chatstream.gateway.spool.depth", "hooks", "hooks that wait on disk", SpoolState::hooks);
        gauge(
                meters,
                opened,
                "chatstream.gateway.spool.size",
                "bytes",
                "bytes that hooks take on disk",
                SpoolState::bytes);
        gauge(
                meters,
                opened,
                "chatstream.gateway.spool.oldest.age",
                "seconds",
                "age of the oldest hook that waits",
                Disk::ageSeconds);
        gauge(
                meters,
                opened,
                "chatstream.gateway.spool.set.aside",
                "hooks",
                "hooks on disk that need a person",
                SpoolState::setAside);
        gauge(
                meters,
                opened,
                "chatstream.gateway.spool.damaged",
                "files",
                "databases that were damaged and set aside",
                SpoolState::damaged);
        Gauge.builder(
                        "chatstream.gateway.spool.ready",
                        opened,
                        some -> some.problem().isEmpty() ? 1 : 0)
                .description("1 while the spool would take a hook")
                .register(meters);
        Gauge.builder("chatstream.gateway.breaker.open", breaker, one -> one.isOpen() ? 1 : 0)
                .description("1 while hooks go to disk without asking Kafka")
                .register(meters);
    }

    private static void gauge(
            MeterRegistry meters, Spool spool, String name, String unit, String what, ToDoubleFunction<SpoolState> of) {
        Gauge.builder(name, spool, some -> of.applyAsDouble(some.state()))
                .description(what)
                .baseUnit(unit)
                .register(meters);
    }

    private static double ageSeconds(SpoolState state) {
        return state.oldest()
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, Instant.now()).toMillis()) / 1000.0)
                .orElse(0.0);
    }

    @Override
    public void close() {
        spool.ifPresent(SqliteSpool::close);
    }
}
