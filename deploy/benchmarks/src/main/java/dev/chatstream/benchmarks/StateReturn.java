/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.backlog.CatchUp;
import dev.chatstream.benchmarks.backlog.Topics;
import dev.chatstream.benchmarks.machine.Folders;
import dev.chatstream.benchmarks.machine.ResidentWatch;
import dev.chatstream.benchmarks.report.Restoration;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets the processor make the state of all hooks in the topic, starts it with that state, and once more when the state
 * is gone: how long it takes until it answers questions, and what was read for that.
 */
final class StateReturn {
    private static final String APPLICATION = "processor-restored";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final long PROBE_MILLIS = 20;
    private static final long TOLD_EVERY_NANOS = 5_000_000_000L;
    private static final double NANOS = 1e9;

    private final StreamServers programs;
    private final Topics topics;
    private final long broker;
    private final Consumer<String> told;
    private long toldAt = System.nanoTime();

    /** @param told what is happening, every few seconds */
    StateReturn(StreamServers programs, Topics topics, long broker, Consumer<String> told) {
        this.programs = programs;
        this.topics = topics;
        this.broker = broker;
        this.told = told;
    }

    Restoration measure() throws InterruptedException {
        Path state = programs.state(APPLICATION);
        long hooks = make();
        Restoration.Weight made = weigh(state);
        Restoration.Start kept = start("with its state");
        if (kept.records() > 0) {
            throw new StartException(
                    "with its state at hand " + kept.records() + " records were restored (expected: none)");
        }
        Folders.delete(state);
        Restoration.Start restored = start("without its state");
        return new Restoration(hooks, made, kept, restored, weigh(state));
    }

    /** Processes all hooks and stops in good order. */
    private long make() throws InterruptedException {
        List<TopicPartition> hooks = topics.partitions(TopicNames.DEFAULT.of(Topic.HOOK)::equals);
        long all = topics.records(hooks);
        Server server = programs.processor(APPLICATION, "");
        try {
            CatchUp.watch(topics, APPLICATION, hooks, server.pid(), broker, done -> {
                tell("%d of %d hooks processed", done, all);
                return server.process().alive();
            });
            return all;
        } finally {
            server.process().stop(STOP_WITHIN);
        }
    }

    private Restoration.Weight weigh(Path state) {
        Predicate<String> changelogs = name -> name.startsWith(APPLICATION + "-");
        return new Restoration.Weight(
                Folders.bytes(state, file -> file.getParent().endsWith("conversation")),
                Folders.bytes(state),
                topics.bytes((APPLICATION + "-conversation-changelog")::equals),
                topics.bytes(changelogs));
    }

    private Restoration.Start start(String how) throws InterruptedException {
        long begin = System.nanoTime();
        Server server = programs.processor(APPLICATION, "");
        try (ResidentWatch resident = new ResidentWatch(server.pid())) {
            awaitReady(server, begin);
            double seconds = (System.nanoTime() - begin) / NANOS;
            long left = (long) server.metric("chatstream_processor_restore_remaining_records");
            if (left > 0) {
                throw new StartException("said to be ready with " + left + " records yet to be restored");
            }
            long records = (long) server.metric("chatstream_processor_restored_records_total");
            told.accept(
                    String.format(Locale.ROOT, "%s: ready after %.1f s, %d records restored", how, seconds, records));
            return new Restoration.Start(seconds, records, resident.mostMegabytes());
        } finally {
            server.process().stop(STOP_WITHIN);
        }
    }

    /** Asks seldom: the asking takes part in what is measured. */
    private void awaitReady(Server server, long begin) throws InterruptedException {
        while (!server.ready()) {
            if (!server.process().alive() || System.nanoTime() - begin > READY_WITHIN.toNanos()) {
                throw new StartException("the processor is not ready after "
                        + (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1) + " s; last lines of "
                        + server.process().log() + ":\n  | "
                        + String.join("\n  | ", server.process().lastLines(15)));
            }
            if (System.nanoTime() - toldAt > TOLD_EVERY_NANOS) {
                tell("%s", remaining(server));
            }
            TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
        }
    }

    private static String remaining(Server server) {
        try {
            return (long) server.metric("chatstream_processor_restored_records_total") + " records restored, "
                    + (long) server.metric("chatstream_processor_restore_remaining_records") + " to be restored of"
                    + " the changelogs at hand";
        } catch (UncheckedIOException e) {
            return "starting";
        }
    }

    private void tell(String format, Object... figures) {
        if (System.nanoTime() - toldAt > TOLD_EVERY_NANOS) {
            toldAt = System.nanoTime();
            told.accept(String.format(Locale.ROOT, format, figures));
        }
    }
}
