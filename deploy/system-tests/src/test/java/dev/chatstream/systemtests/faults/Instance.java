/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import dev.chatstream.local.LocalPipeline;
import dev.chatstream.local.part.Part;
import dev.chatstream.local.part.PartName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import org.awaitility.Awaitility;

/** One gateway, through all its lives. */
final class Instance implements AutoCloseable {
    private static final Duration TO_COUNT = Duration.ofSeconds(5);

    private final LocalPipeline pipeline;

    /** A gateway, alone or with other parts. */
    Instance(LocalPipeline pipeline) {
        this.pipeline = pipeline;
    }

    int hooksPort() {
        return pipeline.ports().gateway();
    }

    Part part() {
        return pipeline.part(PartName.GATEWAY);
    }

    Path log() {
        return pipeline.data().log(PartName.GATEWAY.label());
    }

    /** Whether a hook sent now would be made durable. */
    boolean ready() {
        return Meters.ready(pipeline.ports().gatewayOps());
    }

    /** Whether a hook sent now would be made durable even if Kafka were away. */
    boolean spoolTakesHooks() {
        return Meters.of(pipeline.ports().gatewayOps()).sum("chatstream_gateway_spool_ready") == 1;
    }

    /** Starts the process and waits until hooks are made durable, in Kafka or on disk. */
    void startReady() {
        part().start();
        Stage.await("a gateway that is ready", this::ready);
    }

    Ledger ledger() {
        return Ledger.of(Meters.of(pipeline.ports().gatewayOps()));
    }

    /** Holds that what was counted since then is what the senders were told; the spool counts a moment later. */
    void mustAgree(Ledger before, Collection<Answer> answers) {
        Awaitility.await()
                .atMost(TO_COUNT)
                .untilAsserted(() -> ledger().minus(before).mustAgreeWith(answers));
    }

    /** The same for a life that has sent its answers to these senders alone. */
    void mustAgree(Collection<Answer> answers) {
        mustAgree(Ledger.NONE, answers);
    }

    /** Waits until the spool is empty; gives the time that took. */
    Duration awaitDrained() {
        long begin = System.nanoTime();
        Stage.await("an empty spool", () -> ledger().drained());
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
