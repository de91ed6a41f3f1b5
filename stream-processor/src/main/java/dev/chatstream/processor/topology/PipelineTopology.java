/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.ConversationType;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.failure.DlqBreaker;
import dev.chatstream.processor.failure.Guarded;
import dev.chatstream.processor.store.BeforeCommit;
import dev.chatstream.processor.store.ConversationStore;
import dev.chatstream.processor.store.PaneStore;
import dev.chatstream.processor.store.Processed;
import dev.chatstream.processor.store.RevisionsCodec;
import dev.chatstream.processor.store.RollingStore;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.telemetry.PipelineCounters;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * Joins the stages. Everything is keyed by account from the source on, so there is one sub-topology and no repartition
 * topic: all state of an account lies in one partition.
 *
 * @param topics names of the topics
 * @param codecs readers and writers of the values
 * @param panes which dimensions are aggregated
 * @param rolling what keeps the rolling values current
 * @param retention how long after its event time a conversation is remembered
 * @param commitInterval time between commits while hooks are fresh
 * @param counters told what became of each hook
 * @param processed told which partitions are being processed
 * @param breaker opens when too many hooks cannot be read
 * @param registryPatience how long a hook waits for an unreachable registry before its thread gives up
 * @param waiting told when waiting for the registry begins and ends
 * @param stopping whether the program is ending
 */
public record PipelineTopology(
        TopicNames topics,
        Codecs codecs,
        PaneChanges panes,
        Rolling rolling,
        Duration retention,
        Duration commitInterval,
        PipelineCounters counters,
        Processed processed,
        DlqBreaker breaker,
        Duration registryPatience,
        Consumer<Boolean> waiting,
        BooleanSupplier stopping) {

    /** Operator that reads the hooks, in metrics. */
    public static final String SOURCE = Operators.HOOKS;

    /** Topics that are read or written. */
    public static List<Topic> used() {
        List<Topic> used = new ArrayList<>(
                List.of(Topic.HOOK, Topic.PROCESSOR_DLQ, Topic.CONVERSATION_FACTS, Topic.METRICS_ROLLING));
        for (ConversationType type : ConversationType.values()) {
            used.add(Operators.typeTopic(type));
        }
        for (Granularity granularity : Granularity.values()) {
            used.add(Operators.panesTopic(granularity));
        }
        return used;
    }

    public Topology build() {
        Topology topology = new Topology();
        topology.addSource(
                (AutoOffsetReset) null,
                Operators.HOOKS,
                new RecordTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.of(Topic.HOOK));
        AtomicLong lastBusy = new AtomicLong();
        topology.addProcessor(
                Operators.IDENTITY, Guarded.stage(Operators.IDENTITY, () -> identityStage(lastBusy)), Operators.HOOKS);
        topology.addStateStore(ConversationStore.builder(), Operators.IDENTITY);
        topology.addSink(
                Operators.DLQ_SINK,
                topics.of(Topic.PROCESSOR_DLQ),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                Operators.IDENTITY);
        addSplit(topology);
        topology.addProcessor(
                Operators.FACTS,
                Guarded.stage(Operators.FACTS, () -> new FactsStage(codecs.facts())),
                Operators.IDENTITY);
        addSink(topology, Operators.FACTS_SINK, Topic.CONVERSATION_FACTS, Operators.FACTS);
        for (Granularity granularity : Granularity.values()) {
            addPanes(topology, granularity);
        }
        topology.addStateStore(
                new BeforeCommit.Builder(), Operators.IDENTITY, Operators.MINUTE_PANES, Operators.QUARTER_PANES);
        addRolling(topology);
        return topology;
    }

    private IdentityStage identityStage(AtomicLong lastBusy) {
        return new IdentityStage(
                new HookReader(codecs.conversation(), breaker, registryPatience, waiting, stopping),
                new RevisionsCodec(codecs.facts()),
                panes.basis(),
                retention,
                commitInterval,
                lastBusy,
                counters,
                processed);
    }

    private void addSplit(Topology topology) {
        topology.addProcessor(Operators.SPLIT, Guarded.stage(Operators.SPLIT, SplitStage::new), Operators.IDENTITY);
        for (ConversationType type : ConversationType.values()) {
            addSink(topology, Operators.typeSink(type), Operators.typeTopic(type), Operators.SPLIT);
        }
    }

    private void addPanes(Topology topology, Granularity granularity) {
        String stage = Operators.panes(granularity);
        topology.addProcessor(
                stage,
                Guarded.stage(stage, () -> new PanesStage(granularity, panes, codecs.pane())),
                Operators.IDENTITY);
        topology.addStateStore(PaneStore.builder(granularity), stage);
        topology.connectProcessorAndStateStores(stage, StoreNames.CONVERSATION);
        addSink(topology, Operators.panesSink(granularity), Operators.panesTopic(granularity), stage);
    }

    private void addRolling(Topology topology) {
        topology.addProcessor(
                Operators.ROLLING,
                Guarded.stage(Operators.ROLLING, () -> new RollingStage(codecs, rolling)),
                Operators.MINUTE_PANES,
                Operators.QUARTER_PANES);
        topology.addStateStore(RollingStore.builder(), Operators.ROLLING);
        topology.connectProcessorAndStateStores(
                Operators.ROLLING, StoreNames.CONVERSATION, StoreNames.MINUTE, StoreNames.QUARTER);
        addSink(topology, Operators.ROLLING_SINK, Topic.METRICS_ROLLING, Operators.ROLLING);
    }

    private void addSink(Topology topology, String name, Topic topic, String parent) {
        topology.addSink(name, topics.of(topic), new StringSerializer(), new ByteArraySerializer(), parent);
    }
}
