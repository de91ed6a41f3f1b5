/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.LocalPipeline;
import dev.chatstream.local.StartListener;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import dev.chatstream.schemas.registry.RegistryConfig;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.systemtests.TestRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A broker, a registry and a gateway, the numbers that were sent to them, and what was seen of each phase. */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
    private static final int SHOWN = 10;
    private static final int SENDERS = 16;
    private static final int PER_SECOND = 300;
    private static final int BURST_SENDERS = 64;
    private static final int UNBOUNDED = 1_000_000;

    private final LocalPipeline pipeline;
    private final Instance gateway;
    private final SchemaRegistry registry;
    private final Found found;
    private final AtomicLong numbers = new AtomicLong(1);
    private final List<Row> rows = new ArrayList<>();

    Stage(String name) {
        pipeline = LocalPipeline.started(
                options(name, Ports.ANY).withParts(PartName.BROKER, PartName.REGISTRY, PartName.GATEWAY),
                StartListener.SILENT);
        gateway = new Instance(pipeline);
        registry = SchemaRegistry.open(Map.of(RegistryConfig.URL, pipeline.registryUrl()));
        found = new Found(pipeline.bootstrapServers(), registry);
    }

    /** Another gateway for the same broker and registry, with a data folder of its own; not started yet. */
    Instance anotherGateway(String name, Map<String, String> settings) {
        Ports ports = pipeline.ports();
        LocalOptions options = options(name, new Ports(ports.kafka(), ports.registry(), 0, 0, 0, 0))
                .withParts(PartName.GATEWAY);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.withSetting(PartName.GATEWAY, setting.getKey(), setting.getValue());
        }
        return new Instance(LocalPipeline.prepare(options, StartListener.SILENT));
    }

    /** With a second source, whose bodies are signed. */
    private static LocalOptions options(String name, Ports ports) {
        return LocalOptions.whole(TestRun.installation(), TestRun.dataFolder(name), ports)
                .withFresh(true)
                .withSetting(PartName.GATEWAY, "sources." + Signing.SOURCE + ".token", "local")
                .withSetting(PartName.GATEWAY, "sources." + Signing.SOURCE + ".hmac.secret", Signing.SECRET);
    }

    /** The gateway that is there from the beginning. */
    Instance gateway() {
        return gateway;
    }

    void kill(PartName part) {
        pipeline.part(part).kill();
    }

    /** Starts what was killed and waits until it is ready. */
    void restart(PartName part) {
        pipeline.restart(part);
    }

    /** Load at a rate that two processors bear beside all parts, shared evenly by the gateways. */
    Load load(Instance... gateways) {
        return load(SENDERS, PER_SECOND, gateways);
    }

    /** As many hooks as the gateway takes. */
    Load burst(Instance... gateways) {
        return load(BURST_SENDERS, UNBOUNDED, gateways);
    }

    private Load load(int senders, int perSecond, Instance... gateways) {
        List<Integer> ports = Arrays.stream(gateways).map(Instance::hooksPort).toList();
        return new Load(numbers, ports, senders, perSecond);
    }

    Numbered next() {
        return Numbered.of(numbers.getAndIncrement());
    }

    /** Waits until that many more senders were told this. */
    static void awaitMore(Load load, Reply reply, int more) {
        long target = load.told(reply) + more;
        await(more + " more answers " + reply, () -> load.told(reply) >= target);
    }

    static void await(String what, Callable<Boolean> holds) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(holds);
    }

    /** Looks for what was sent; nothing may be lost, spoilt, answered late or answered strangely. */
    Row judge(String phase, Collection<Answer> answers, String note) {
        found.catchUp(answers);
        Row row = Row.of(phase, answers, found, note);
        rows.add(row);
        assertThat(answers.stream()
                        .filter(answer -> answer.reply() == Reply.UNEXPECTED)
                        .limit(SHOWN))
                .isEmpty();
        assertThat(found.spoilt()).isEmpty();
        assertThat(row.lost()).isEmpty();
        assertThat(answers.stream()
                        .filter(answer -> answer.reply() == Reply.TURNED_AWAY && found.copies(answer.number()) > 0))
                .isEmpty();
        assertThat(row.longest()).isLessThan(ANSWERED_WITHIN);
        return row;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    long sent() {
        return numbers.get() - 1;
    }

    @Override
    public void close() {
        found.close();
        registry.close();
        pipeline.close();
    }
}
