/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;

import dev.chatstream.processor.failure.Ending;
import dev.chatstream.processor.ops.Readiness;
import dev.chatstream.processor.telemetry.RestoreProgress;
import dev.chatstream.processor.topology.NotReadyException;
import dev.chatstream.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams from its start to its end. The start waits, as long as it takes, for Kafka and the schema registry. */
final class Pipeline {
    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STARTER_ENDS_WITHIN = Duration.ofSeconds(5);

    private final Supplier<Topology> topology;
    private final Properties properties;
    private final Readiness readiness;
    private final boolean leavesGroup;
    private final RestoreProgress restore;
    private final Consumer<Ending> onFatal;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Thread starter = new Thread(this::startOnceAllIsThere, "start");
    private volatile @Nullable KafkaStreams streams;
    private volatile Ending ending =
            new Ending(Ending.FAILED, "Kafka Streams stopped because of an error, see the log");

    /**
     * @param topology asks Kafka and the registry, so it fails while they cannot be reached
     * @param leavesGroup whether closing gives the partitions to other instances at once
     * @param restore told of state that is read back from Kafka
     * @param onFatal told, once, when nothing more can be done but end the program
     */
    Pipeline(
            Supplier<Topology> topology,
            Properties properties,
            Readiness readiness,
            boolean leavesGroup,
            RestoreProgress restore,
            Consumer<Ending> onFatal) {
        this.topology = topology;
        this.properties = properties;
        this.readiness = readiness;
        this.leavesGroup = leavesGroup;
        this.restore = restore;
        this.onFatal = onFatal;
    }

    void start() {
        starter.start();
    }

    /** Empty until the start has come so far. */
    Optional<KafkaStreams> streams() {
        return Optional.ofNullable(streams);
    }

    /** What Kafka Streams and its clients measure; empty until the start has come so far. */
    Map<MetricName, ? extends Metric> metrics() {
        KafkaStreams running = streams;
        return running == null ? Map.of() : running.metrics();
    }

    /**
     * Ends the processing of what is under way; what is not committed is processed again after the next start. Returns
     * whether it ended within the time.
     */
    boolean close(Duration timeout) {
        failed.set(true);
        starter.interrupt();
        try {
            starter.join(STARTER_ENDS_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KafkaStreams running = streams;
        if (running == null) {
            return true;
        }
        boolean stopped = running.close(closing(timeout));
        if (!stopped) {
            log.atWarn().addKeyValue("timeout", timeout).log("Kafka Streams did not stop in time");
        }
        return stopped;
    }

    /** A consumer with a name of its own that stays in the group gets its partitions back when it is started again. */
    CloseOptions closing(Duration timeout) {
        return CloseOptions.timeout(timeout).withGroupMembershipOperation(leavesGroup ? LEAVE_GROUP : REMAIN_IN_GROUP);
    }

    private void startOnceAllIsThere() {
        try {
            Topology built = awaitTopology();
            readiness.start(null);
            KafkaStreams created = new KafkaStreams(built, properties);
            created.setUncaughtExceptionHandler(this::onThreadFailure);
            created.setGlobalStateRestoreListener(restore);
            created.setStandbyUpdateListener(restore);
            created.setStateListener((now, before) -> onState(now));
            streams = created;
            created.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (failed.get()) {
                return;
            }
            log.atError().setCause(e).log("Kafka Streams cannot start");
            fatal(Ending.ofStart(e));
        }
    }

    private Topology awaitTopology() throws InterruptedException {
        long pause = FIRST_PAUSE.toMillis();
        String told = "";
        while (true) {
            try {
                return topology.get();
            } catch (RegistryException | NotReadyException e) {
                if (failed.get()) {
                    throw new InterruptedException("stopped while it was starting");
                }
                String reason = String.valueOf(e.getMessage());
                readiness.start(reason);
                if (!reason.equals(told)) {
                    log.atWarn().addKeyValue("reason", reason).log("not started yet; trying again");
                    told = reason;
                }
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
        }
    }

    private void onState(KafkaStreams.State now) {
        readiness.state(now);
        log.atInfo().addKeyValue("state", now).log("Kafka Streams");
        if (now == KafkaStreams.State.ERROR) {
            fatal(ending);
        }
    }

    /** A registry that cannot be reached will be back; anything else is a bug or a broken world, and must be seen. */
    private StreamThreadExceptionResponse onThreadFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryException) {
                log.atWarn().addKeyValue("reason", cause.getMessage()).log("a stream thread starts anew");
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
        }
        ending = Ending.of(failure);
        readiness.fail(ending.reason());
        log.atError().setCause(failure).log("a stream thread failed; the processor stops: {}", ending.reason());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void fatal(Ending why) {
        readiness.fail(why.reason());
        if (failed.compareAndSet(false, true)) {
            onFatal.accept(why);
        }
    }
}
