/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.api.AccountDispatch;
import dev.chatstream.processor.api.ApiRoutes;
import dev.chatstream.processor.api.ApiServer;
import dev.chatstream.processor.api.SummaryView;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.failure.DlqBreaker;
import dev.chatstream.processor.failure.Ending;
import dev.chatstream.processor.live.Feeds;
import dev.chatstream.processor.ops.JvmMeters;
import dev.chatstream.processor.ops.OpsServer;
import dev.chatstream.processor.ops.Readiness;
import dev.chatstream.processor.query.AccountReader;
import dev.chatstream.processor.query.StreamsPanes;
import dev.chatstream.processor.rolling.RollingRules;
import dev.chatstream.processor.rolling.TimeShare;
import dev.chatstream.processor.store.LocalState;
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
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: every part of the program, in the order in which it starts and, reversed, stops. */
public final class Processor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Processor.class);

    /**
     * How long a hook waits for the schema of a version never met before. Below Kafka's poll interval of five minutes,
     * and long, because giving up costs a restoration of the state each time, and waiting at most one: when other hooks
     * are in the open transaction, the broker ends that after ten seconds.
     */
    private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(4);

    private static final Duration CLOSING_PORTS = Duration.ofSeconds(5);

    private final ProcessorConfig config;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RollingMeters rollingMeters = new RollingMeters(meters);
    private final Readiness readiness = new Readiness();
    private final SchemaRegistry registry;
    private final RocksDbMemory memory;
    private final DlqBreaker breaker;
    private final Pipeline pipeline;
    private final StreamsMeters streamsMeters;
    private final JvmMeters jvmMeters = new JvmMeters(meters);
    private final Vertx vertx = Vertx.vertx();

    private Processor(ProcessorConfig config, Consumer<Ending> onFatal) {
        this.config = config;
        this.registry = SchemaRegistry.open(config.registry());
        this.memory = new RocksDbMemory(config.streams().rocksDbBytes());
        this.breaker = new DlqBreaker(
                config.breaker().share(),
                config.breaker().minimum(),
                config.breaker().window(),
                System::nanoTime);
        this.pipeline = new Pipeline(
                this::topology,
                config.streams().properties(memory),
                readiness,
                config.streams().membership().leavesGroup(),
                new RestoreProgress(meters),
                onFatal);
        LocalState local = new LocalState(pipeline::streams, config.streams().self());
        readiness.answersMeanwhile(local::answersForAll);
        this.streamsMeters = new StreamsMeters(
                meters,
                pipeline::metrics,
                config.topics().of(Topic.HOOK),
                PipelineTopology.SOURCE,
                local::watermarks,
                Clock.systemUTC());
        streamsMeters.memory(memory);
        streamsMeters.operations(breaker, () -> readiness.reasons().isEmpty());
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
        StreamsPanes panes =
                new StreamsPanes(pipeline::streams, config.streams().self(), registry);
        AccountDispatch dispatch = new AccountDispatch(vertx, new AccountReader(panes, Clock.systemUTC()));
        ApiRoutes routes = new ApiRoutes(
                vertx,
                dispatch,
                new SummaryView(config.replyWithin()),
                config.zones(),
                config.dimensions(),
                config.retention(),
                new Feeds(vertx, config.streamLimit(), meters));
        listen(new ApiServer(config.http(), routes), "http", config.http());
        pipeline.start();
        log.atInfo()
                .addKeyValue("api", config.http().port())
                .addKeyValue("ops", config.ops().port())
                .log("listening");
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
                        new PipelineCounters(meters),
                        breaker,
                        REGISTRY_PATIENCE,
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
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new NotReadyException("Kafka (kafka.bootstrap.servers) cannot be reached: " + root.getMessage(), e);
        }
    }

    private void listen(VerticleBase server, String key, ListenConfig address) {
        try {
            vertx.deployVerticle(server).await();
        } catch (Exception e) {
            String place = address.host() + ":" + address.port();
            String advice = e instanceof BindException
                    ? "is taken or not this machine's; free it or set " + key + ".port and " + key + ".host"
                    : "cannot be listened on: " + e.getMessage();
            throw new StartException(place + " " + advice, e);
        }
    }

    /** Not ready at once; then processing ends and is committed; then nobody is answered any more. */
    @Override
    public void close() {
        readiness.drain();
        boolean stopped = pipeline.close(config.drainTimeout());
        try {
            vertx.close().await(CLOSING_PORTS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn("the ports did not close in time");
        }
        registry.close();
        jvmMeters.close();
        if (stopped) {
            // otherwise a store may still use it, and the process ends in a moment anyway
            memory.close();
        }
        log.info("stopped");
    }
}
