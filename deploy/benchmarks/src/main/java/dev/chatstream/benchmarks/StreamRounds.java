/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.backlog.CatchUp;
import dev.chatstream.benchmarks.backlog.Topics;
import dev.chatstream.benchmarks.machine.ResidentWatch;
import dev.chatstream.benchmarks.report.Restoration;
import dev.chatstream.benchmarks.report.StreamMeasurement;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Sends the floor or the processor through the hooks that are in the topic, each time as a new application. */
final class StreamRounds {
    private static final String HOOKS = TopicNames.DEFAULT.of(Topic.HOOK);
    private static final String FLOOR_TARGET = "floor.copies";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Duration RESTORED_WITHIN = Duration.ofMinutes(10);
    private static final double NANOS = 1e9;

    private final StreamServers programs;
    private final Topics topics;
    private final long broker;
    private final List<String> java;
    private int runs;

    /** @param java what a processor's command begins with, up to the class path */
    StreamRounds(StreamServers programs, Topics topics, long broker, List<String> java) {
        this.programs = programs;
        this.topics = topics;
        this.broker = broker;
        this.java = List.copyOf(java);
    }

    /** Takes all hooks out of their topic. */
    void empty() {
        topics.empty(HOOKS::equals);
    }

    /** @param warmUp how many hooks come first and are not measured */
    StreamMeasurement floor(int warmUp) throws InterruptedException {
        String application = "floor-" + ++runs;
        topics.createLike(FLOOR_TARGET, HOOKS);
        return measure(application, warmUp, programs.floor(application, java, FLOOR_TARGET));
    }

    StreamMeasurement processor(int warmUp, String moreJavaOptions) throws InterruptedException {
        String application = "processor-" + ++runs;
        return measure(application, warmUp, programs.processor(application, moreJavaOptions));
    }

    private StreamMeasurement measure(String application, int warmUp, Server server) throws InterruptedException {
        Predicate<String> changelogs = name -> name.startsWith(application + "-");
        Predicate<String> outputs = name ->
                name.equals(FLOOR_TARGET) || name.startsWith(TopicNames.DEFAULT.prefix()) && !name.equals(HOOKS);
        List<TopicPartition> hooks = topics.partitions(HOOKS::equals);
        long before = topics.written(outputs);
        try (ResidentWatch resident = new ResidentWatch(server.pid())) {
            CatchUp catchUp = CatchUp.watch(topics, application, hooks, server.pid(), broker, server.process()::alive);
            StreamMeasurement.Written written = new StreamMeasurement.Written(
                    topics.written(outputs) - before, topics.written(changelogs), topics.bytes(changelogs));
            double most = resident.mostMegabytes();
            server.process().stop(STOP_WITHIN);
            return new StreamMeasurement(
                    server.name(),
                    topics.records(hooks),
                    warmUp,
                    catchUp,
                    written,
                    bytes(programs.state(application)),
                    most);
        } finally {
            server.process().stop(STOP_WITHIN);
            delete(programs.state(application));
            topics.delete(changelogs.or(FLOOR_TARGET::equals));
            topics.empty(outputs.and(name -> !name.equals(FLOOR_TARGET)));
        }
    }

    /** How long the state takes to come back that the hooks in the topic make. */
    Restoration restoration() throws InterruptedException {
        String application = "processor-" + ++runs;
        String conversations = application + "-conversation-changelog";
        Predicate<String> changelogs = name -> name.startsWith(application + "-");
        List<TopicPartition> hooks = topics.partitions(HOOKS::equals);
        Server server = programs.processor(application, "");
        CatchUp.watch(topics, application, hooks, server.pid(), broker, server.process()::alive);
        server.process().stop(STOP_WITHIN);
        long state = bytes(programs.state(application));
        Ready kept = ready(application);
        delete(programs.state(application));
        Ready restored = ready(application);
        return new Restoration(
                topics.records(hooks),
                topics.bytes(conversations::equals),
                topics.bytes(changelogs),
                state,
                kept.seconds(),
                restored.seconds(),
                restored.residentMegabytes());
    }

    private record Ready(double seconds, double residentMegabytes) {}

    private Ready ready(String application) throws InterruptedException {
        long begin = System.nanoTime();
        Server server = programs.processor(application, "");
        try (ResidentWatch resident = new ResidentWatch(server.pid())) {
            server.awaitReady(RESTORED_WITHIN);
            double seconds = (System.nanoTime() - begin) / NANOS;
            return new Ready(seconds, resident.mostMegabytes());
        } finally {
            server.process().stop(STOP_WITHIN);
        }
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
