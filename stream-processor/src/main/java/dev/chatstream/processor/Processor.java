/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.api.AccessGuard;
import dev.chatstream.processor.api.AccountDispatch;
import dev.chatstream.processor.api.ApiRoutes;
import dev.chatstream.processor.api.ApiServer;
import dev.chatstream.processor.api.Cluster;
import dev.chatstream.processor.api.FiguresView;
import dev.chatstream.processor.api.Reads;
import dev.chatstream.processor.cluster.Heartbeats;
import dev.chatstream.processor.cluster.Hops;
import dev.chatstream.processor.cluster.Peers;
import dev.chatstream.processor.cluster.StreamsGroup;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.config.StreamsConfigs;
import dev.chatstream.processor.dashboard.DashboardRoutes;
import dev.chatstream.processor.failure.DlqBreaker;
import dev.chatstream.processor.failure.Ending;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.ops.JvmMeters;
import dev.chatstream.processor.ops.OpsServer;
import dev.chatstream.processor.ops.Readiness;
import dev.chatstream.processor.query.AccountReader;
import dev.chatstream.processor.query.PartitionReader;
import dev.chatstream.processor.query.StreamsPanes;
import dev.chatstream.processor.rolling.RollingRules;
import dev.chatstream.processor.rolling.TimeShare;
import dev.chatstream.processor.store.CopyLags;
import dev.chatstream.processor.store.LocalState;
import dev.chatstream.processor.store.Processed;
import dev.chatstream.processor.store.RocksDbMemory;
import dev.chatstream.processor.telemetry.PipelineCounters;
import dev.chatstream.processor.telemetry.RestoreProgress;
import dev.chatstream.processor.telemetry.RollingMeters;
import dev.chatstream.processor.telemetry.StreamsMeters;
import dev.chatstream.processor.topology.Codecs;
import dev.chatstream.processor.topology.NotReadyException;
import dev.chatstream.processor.topology.PipelineTopology;
import dev.chatstream.processor.topology.Rolling;
import dev.chatstream.schemas.provision.TopicCheck;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: every part of the program, in the order in which it starts and, reversed, stops. */
public final class Processor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Processor.class);

    /** How long a question that is under way when the program stops may still take. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(4);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ProcessorConfig config;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RollingMeters rollingMeters = new RollingMeters(meters);
    private final Readiness readiness = new Readiness();
    private final SchemaRegistry registry;
    private final RocksDbMemory memory;
    private final DlqBreaker breaker;
    private final Processed processed = new Processed();
    private final CopyLags copyLags;
    private final Pipeline pipeline;
    private final LocalState local;
    private final StreamsMeters streamsMeters;
    private final JvmMeters jvmMeters = new JvmMeters(meters);
    private final Vertx vertx = Vertx.vertx();
    private final Reads reads;
    private final Hops hops;
    private final Peers peers;
    private @Nullable ApiServer api;

    private Processor(ProcessorConfig config, Consumer<Ending> onFatal) {
        this.config = config;
        this.registry = config.openRegistry();
        this.memory = new RocksDbMemory(config.streams().rocksDbBytes());
        this.breaker = new DlqBreaker(
                config.breaker().share(),
                config.breaker().minimum(),
                config.breaker().window(),
                System::nanoTime);
        this.copyLags = new CopyLags(this::streams, config.streams().acceptableLag());
        this.pipeline = new Pipeline(
                this::topology,
                config.streams().properties(memory),
                readiness,
                config.streams().membership().leavesGroup(),
                new RestoreProgress(meters, copyLags::begun),
                onFatal);
        this.local = new LocalState(pipeline::streams, config.streams().self(), processed, copyLags);
        readiness.answersForAll(local::answersForAll);
        this.streamsMeters = new StreamsMeters(
                meters,
                pipeline::metrics,
                config.topics().of(Topic.HOOK),
                PipelineTopology.SOURCE,
                local::watermarks,
                Clock.systemUTC());
        streamsMeters.memory(memory);
        streamsMeters.operations(breaker, () -> readiness.reasons().isEmpty());
        this.reads = new Reads(vertx, config.cluster(), meters, System::nanoTime);
        this.hops = new Hops(config.cluster(), !config.access().tokens().isEmpty(), meters, System::nanoTime);
        this.peers = new Peers(vertx, config.cluster(), meters, System::nanoTime);
    }

    private Optional<KafkaStreams> streams() {
        return pipeline.streams();
    }

    /**
     * Starts all parts; returns before the registry and Kafka were reached, readiness tells when.
     *
     * @param onFatal told, once, when the program can do nothing more but end
     */
    public static Processor start(ProcessorConfig config, Consumer<Ending> onFatal) {
        config.streams().check();
        config.streams().stateFolder().problem().ifPresent(problem -> {
            throw new StartException(problem);
        });
        Processor processor = new Processor(config, onFatal);
        try {
            processor.start();
            return processor;
        } catch (RuntimeException e) {
            processor.close();
            throw e;
        }
    }

    private void start() {
        listen(new OpsServer(config.ops(), readiness, meters, streamsMeters::refresh), "ops", config.ops());
        config.openTo().ifPresent(log::warn);
        ApiServer server = new ApiServer(config.http(), routes(), new DashboardRoutes()::addTo);
        listen(server, "http", config.http());
        api = server;
        copyLags.start();
        pipeline.start();
        log.atInfo()
                .addKeyValue("api", config.http().port())
                .addKeyValue("ops", config.ops().port())
                .log("listening");
    }

    private ApiRoutes routes() {
        StreamsGroup group =
                new StreamsGroup(pipeline::streams, config.streams().self());
        Heartbeats heartbeats =
                new Heartbeats(pipeline::metrics, config.streams().sessionTimeout(), System::nanoTime);
        vertx.setPeriodic(Heartbeats.LOOKS.toMillis(), timer -> heartbeats.look());
        StreamsPanes panes = new StreamsPanes(local, group::partitionOf, registry, heartbeats::missing);
        return new ApiRoutes(
                vertx,
                new AccountDispatch(reads, new AccountReader(panes, Clock.systemUTC()), group, peers),
                new FiguresView(config.replyWithin()),
                config.zones(),
                config.dimensions(),
                config.retention(),
                new Feeds(vertx, config.streamLimit(), meters),
                new Cluster(group, hops, peers, reads, new PartitionReader(panes)),
                streamsMeters::lags,
                guard());
    }

    private AccessGuard guard() {
        return new AccessGuard(
                vertx, config.access(), !config.http().isLoopback(), hops::isOfPeer, Clock.systemUTC(), meters);
    }

    /** Asks Kafka and the registry, and fails with the reason while one of them is not as it must be. */
    private Topology topology() {
        requireTopics();
        Codecs codecs = Codecs.resolve(registry, config.topics(), config.registersSchemas());
        return new PipelineTopology(
                        config.topics(),
                        codecs,
                        new PaneChanges(config.dimensions()),
                        rolling(),
                        config.retention(),
                        config.streams().commitInterval(),
                        new PipelineCounters(meters, config.replyWithin()),
                        processed,
                        breaker,
                        StreamsConfigs.REGISTRY_PATIENCE,
                        readiness::waitingForRegistry,
                        readiness::ending)
                .build();
    }

    private Rolling rolling() {
        return new Rolling(
                new RollingRules(
                        config.rolling().dimensions(), account -> config.zones().of(account, Optional.empty())),
                new TimeShare(
                        config.rolling().timePercent() / 100.0, config.streams().threads(), System::nanoTime),
                rollingMeters);
    }

    private void requireTopics() {
        TopicCheck check = new TopicCheck(
                config.topics(), PipelineTopology.used(), config.streams().maxRecord());
        try (Admin admin = Admin.create(config.streams().adminProperties())) {
            check.problem(admin).ifPresent(problem -> {
                throw new NotReadyException(problem);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("interrupted while asking Kafka", e);
        } catch (KafkaException e) {
            throw new NotReadyException(config.streams().unreachable(e), e);
        }
    }

    private void listen(VerticleBase server, String key, ListenConfig address) {
        try {
            vertx.deployVerticle(server).await();
        } catch (Exception e) {
            String place = address.host() + ":" + address.port();
            String advice = e instanceof BindException
                    ? "is taken or not this machine's; free it or set " + key + ".port and " + key + ".host"
                    : "cannot be listened on: " + e.getMessage() + "; set " + key + ".port and " + key + ".host";
            throw new StartException(place + " " + advice, e);
        }
    }

    /**
     * Not ready at once; then questions that are under way are answered and no more are taken; then processing ends and
     * is committed; then what questions needed goes. The operations port is the last, so that a stop can be watched.
     */
    @Override
    public void close() {
        readiness.drain();
        ApiServer serving = api;
        if (serving != null) {
            await(serving.stopServing(LAST_ANSWERS), "the last questions were not answered in time");
        }
        boolean stopped = pipeline.close(config.drainTimeout());
        copyLags.close();
        await(peers.close(), "connections to other instances did not close in time");
        reads.close();
        await(vertx.close(), "the ports did not close in time");
        registry.close();
        jvmMeters.close();
        if (stopped) {
            // otherwise a store may still use it, and the process ends in a moment anyway
            memory.close();
        }
        log.info("stopped");
    }

    private static void await(Future<Void> closing, String otherwise) {
        try {
            closing.await(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn(otherwise);
        }
    }
}
