/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.backlog.CatchUp;
import dev.chatstream.benchmarks.backlog.Topics;
import dev.chatstream.benchmarks.machine.Folders;
import dev.chatstream.benchmarks.machine.ResidentWatch;
import dev.chatstream.benchmarks.report.StreamMeasurement;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** Sends the floor or the processor through the hooks that are in the topic, each time as a new application. */
final class StreamRounds {
    private static final String HOOKS = TopicNames.DEFAULT.of(Topic.HOOK);
    private static final String FLOOR_TARGET = "floor.copies";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

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
            CatchUp catchUp = CatchUp.watch(
                    topics,
                    application,
                    hooks,
                    server.pid(),
                    broker,
                    done -> server.process().alive());
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
                    Folders.bytes(programs.state(application)),
                    most);
        } finally {
            server.process().stop(STOP_WITHIN);
            Folders.delete(programs.state(application));
            topics.delete(changelogs.or(FLOOR_TARGET::equals));
            topics.empty(outputs.and(name -> !name.equals(FLOOR_TARGET)));
        }
    }
}
