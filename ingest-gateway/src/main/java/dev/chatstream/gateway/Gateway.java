/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import dev.chatstream.gateway.config.GatewayConfig;
import dev.chatstream.gateway.config.PublishConfig;
import dev.chatstream.gateway.connection.Tls;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.http.HookServer;
import dev.chatstream.gateway.intake.BugLog;
import dev.chatstream.gateway.intake.HookIntake;
import dev.chatstream.gateway.intake.Keeper;
import dev.chatstream.gateway.metrics.AnswerMetrics;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.metrics.PublishMetrics;
import dev.chatstream.gateway.metrics.SourceMetrics;
import dev.chatstream.gateway.ops.BuildVersion;
import dev.chatstream.gateway.ops.JvmMeters;
import dev.chatstream.gateway.ops.OpsServer;
import dev.chatstream.gateway.ops.Readiness;
import dev.chatstream.gateway.ops.ReadinessLog;
import dev.chatstream.gateway.publish.InflightBytes;
import dev.chatstream.gateway.publish.KafkaConnection;
import dev.chatstream.gateway.publish.KafkaHookPublisher;
import dev.chatstream.gateway.publish.SchemaIdLookup;
import dev.chatstream.gateway.publish.SchemaIdMemory;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.source.Access;
import dev.chatstream.gateway.source.CurrentSources;
import dev.chatstream.gateway.trace.Tracing;
import dev.chatstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: makes the parts, starts them, and stops them in the order in which hooks pass them. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int BACKGROUND_THREADS = 7;
    private static final Duration SWEEP_PAUSE = Duration.ofMillis(20);
    private static final Duration LOOK_PAUSE = Duration.ofMillis(100);
    private static final Duration ASK_PAUSE = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmMeters jvmMeters = new JvmMeters(meters);
    private final AnswerMetrics answerMetrics = new AnswerMetrics(meters);
    private final @Nullable Tracing tracing;
    private final InflightBytes inflight;
    private final KafkaHookPublisher publisher;
    private final KafkaConnection kafka;
    private final Disk disk;
    private final SchemaRegistry registry;
    private final SchemaIdLookup schemaIds;
    private final Readiness readiness;
    private final CurrentSources sources;
    private final Access access;
    private final Judge judge;
    private final Recording recording;
    private final HookIntake intake;
    private final Background background = new Background(BACKGROUND_THREADS);
    private final Door door;
    private final Ports ports;
    private String hookPort = "";

    private Gateway(GatewayConfig config) {
        PublishConfig publish = config.publish();
        this.config = config;
        tracing = Tracing.open(config.tracing(), BuildVersion.current(), meters);
        door = new Door(config.http(), meters);
        ports = new Ports(door.vertx());
        inflight = new InflightBytes(publish.inflightMaxBytes());
        disk = new Disk(config.spool(), meters);
        publisher = new KafkaHookPublisher(
                publish.topics(), publish.ackTimeout(), inflight, new PublishMetrics(meters), disk.breaker());
        kafka = new KafkaConnection(publish, publisher, meters);
        registry = SchemaRegistry.open(config.registry().client());
        schemaIds = new SchemaIdLookup(
                registry,
                publish.topics(),
                config.registry().autoRegister(),
                new SchemaIdMemory(config.spool().dir(), config.registry().url(), publish.topics()));
        Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
        checks.put("kafka", kafka::problem);
        checks.put("publish", publisher::problem);
        checks.put("schemas", schemaIds::problem);
        checks.put("breaker", disk::breakerProblem);
        readiness = new Readiness(checks, disk::problem);
        sources = new CurrentSources(config.access(), new SourceMetrics(meters));
        access = new Access(sources, config.access().proxies());
        HookMetrics hookMetrics = new HookMetrics(meters);
        BugLog bugs = new BugLog();
        judge = new Judge(new HookParser(publish.maxRecord())::parse, bugs);
        recording = new Recording(publish.maxRecord(), bugs);
        intake = new HookIntake(
                judge,
                new Keeper(recording, publisher, schemaIds::ids, disk.breaker(), disk.spool(), hookMetrics),
                hookMetrics);
    }

    /**
     * Starts the gateway. It takes connections at once and hooks as soon as it can store them.
     *
     * @throws StartException when a port cannot be opened or the certificate not be used
     */
    public static Gateway start(GatewayConfig config) {
        Gateway gateway = new Gateway(config);
        try {
            gateway.open();
        } catch (StartException e) {
            gateway.release(Duration.ZERO);
            throw e;
        }
        return gateway;
    }

    private void open() {
        Gauge.builder("chatstream.gateway.inflight", inflight, InflightBytes::held)
                .description("bytes of hooks in memory, from the body's arrival to the acknowledgement")
                .baseUnit("bytes")
                .register(meters);
        Optional<Tls> tls = door.certificate(background);
        // Before the ports, so that Kafka and the registry are asked while the ports are opened.
        background.repeat(LOOK_PAUSE, kafka::attempt);
        background.repeat(ASK_PAUSE, schemaIds::attempt);
        background.repeat(SWEEP_PAUSE, publisher::sweepDeadlines);
        ports.open(
                "ops",
                config.ops().host(),
                config.ops().port(),
                () -> new OpsServer(config.ops(), readiness, meters),
                1);
        openHookPort(tls);
        if (config.access().reader().mayChange()) {
            background.repeat(ASK_PAUSE, sources::look);
        }
        disk.work(
                background,
                judge,
                recording,
                schemaIds::ids,
                publisher,
                config.publish().inflightMaxBytes());
        background.repeat(ASK_PAUSE, answerMetrics.log()::look);
        background.repeat(LOOK_PAUSE, new ReadinessLog(readiness)::look);
        LOG.info(
                "taking hooks at {}://{}:{}/hooks/<source>/<token>, operations at http://{}:{}/health/ready",
                config.http().scheme(),
                config.http().host(),
                config.http().port(),
                config.ops().host(),
                config.ops().port());
    }

    private void openHookPort(Optional<Tls> tls) {
        hookPort = ports.open(
                "http",
                config.http().host(),
                config.http().port(),
                () -> hookServer(tls),
                config.http().effectiveInstances());
    }

    private HookServer hookServer(Optional<Tls> tls) {
        return new HookServer(
                config.http(),
                config.drainTimeout(),
                access,
                inflight,
                intake,
                answerMetrics,
                door.connections(),
                tls,
                tracing);
    }

    private void release(Duration patience) {
        background.close();
        kafka.close(patience);
        disk.close();
        registry.close();
        jvmMeters.close();
        door.close();
        if (tracing != null) {
            tracing.close();
        }
    }

    /** Not ready, stop accepting, finish what is under way, flush, close; gives up when the time for it is over. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + config.drainTimeout().toNanos();
        LOG.info(
                "stopping: finishing hooks under way, {} s at most",
                config.drainTimeout().toSeconds());
        readiness.drain();
        boolean drained = ports.close(hookPort, config.drainTimeout());
        release(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        if (drained && inflight.held() == 0) {
            LOG.info("stopped: every hook was answered");
        } else {
            LOG.warn("stopped with hooks under way that were not answered; their senders still have them");
        }
    }
}
