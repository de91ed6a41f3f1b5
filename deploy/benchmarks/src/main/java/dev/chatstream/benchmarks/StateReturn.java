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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets the processor make the state of all hooks in the topic, starts it with that state, and once more when the state
 * is gone. Before each start some more hooks are written: a partition processes only once its state is whole, so when
 * they are processed everything is back, whatever the program says of itself.
 */
final class StateReturn {
    private static final String RESTORED = "chatstream_processor_restored_records_total";
    private static final String APPLICATION = "processor-restored";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Duration BACK_WITHIN = Duration.ofMinutes(4);
    private static final long TOLD_EVERY_NANOS = 5_000_000_000L;
    private static final double NANOS = 1e9;

    private final StreamServers programs;
    private final Topics topics;
    private final long broker;
    private final Runnable moreHooks;
    private final Consumer<String> told;
    private long toldAt = System.nanoTime();

    /**
     * @param moreHooks writes hooks to every partition
     * @param told what is happening, every few seconds
     */
    StateReturn(StreamServers programs, Topics topics, long broker, Runnable moreHooks, Consumer<String> told) {
        this.programs = programs;
        this.topics = topics;
        this.broker = broker;
        this.moreHooks = moreHooks;
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
        Restoration.Start restored = start("when the state is gone");
        if (restored.records() < hooks) {
            throw new StartException("of the state of " + hooks + " hooks only " + restored.records()
                    + " records were restored (expected: at least one each)");
        }
        return new Restoration(hooks, made, kept, restored, weigh(state));
    }

    /** Processes all hooks and stops in good order. */
    private long make() throws InterruptedException {
        List<TopicPartition> hooks = topics.partitions(TopicNames.DEFAULT.of(Topic.HOOK)::equals);
        long all = topics.records(hooks);
        Server server = programs.processor(APPLICATION, "");
        try {
            CatchUp.watch(topics, APPLICATION, hooks, server.pid(), broker, done -> {
                tell(() -> done + " of " + all + " hooks processed");
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
                Folders.bytes(
                        state,
                        file -> file.endsWith(
                                Path.of("conversation", file.getFileName().toString()))),
                Folders.bytes(state),
                topics.bytes((APPLICATION + "-conversation-changelog")::equals),
                topics.bytes(changelogs));
    }

    private Restoration.Start start(String how) throws InterruptedException {
        moreHooks.run();
        List<TopicPartition> hooks = topics.partitions(TopicNames.DEFAULT.of(Topic.HOOK)::equals);
        long begin = System.nanoTime();
        AtomicReference<Double> ready = new AtomicReference<>();
        Server server = programs.processor(APPLICATION, "");
        try (ResidentWatch resident = new ResidentWatch(server.pid())) {
            CatchUp.watch(topics, APPLICATION, hooks, server.pid(), broker, done -> {
                if (ready.get() == null && server.ready()) {
                    ready.set(secondsSince(begin));
                }
                tell(() -> how + ": " + remaining(server));
                return server.process().alive() && secondsSince(begin) < BACK_WITHIN.toSeconds();
            });
            double processing = secondsSince(begin);
            double answering = ready.get() == null ? processing : ready.get();
            long records = (long) server.metric(RESTORED);
            told.accept(String.format(
                    Locale.ROOT,
                    "%s: ready after %.1f s, processing after %.1f s, %d records restored",
                    how,
                    answering,
                    processing,
                    records));
            return new Restoration.Start(answering, processing, records, resident.mostMegabytes());
        } finally {
            server.process().stop(STOP_WITHIN);
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / NANOS;
    }

    private static String remaining(Server server) {
        try {
            return (long) server.metric(RESTORED) + " records restored, "
                    + (long) server.metric("chatstream_processor_restore_remaining_records") + " to go";
        } catch (UncheckedIOException e) {
            return "starting";
        }
    }

    private void tell(Supplier<String> what) {
        if (System.nanoTime() - toldAt > TOLD_EVERY_NANOS) {
            toldAt = System.nanoTime();
            told.accept(what.get());
        }
    }
}
