/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real Kafka broker, its own controller too, that keeps its log below the data folder. */
final class Broker {
    private static final Duration FORMAT_WITHIN = Duration.ofSeconds(60);

    private final Installation installation;
    private final DataFolder data;
    private final int port;

    Broker(Installation installation, DataFolder data, int port) {
        this.installation = installation;
        this.data = data;
        this.port = port;
    }

    PartSpec spec() {
        Path config = data.path().resolve("config/broker.properties");
        return new PartSpec(
                PartName.BROKER,
                java(
                        "-Xms256m",
                        "-Xmx768m",
                        "-javaagent:" + installation.lifelineJar(),
                        "kafka.Kafka",
                        config.toString()),
                Map.of(),
                data.log(PartName.BROKER.label()),
                this::prepare,
                this::ready,
                Duration.ofSeconds(30),
                "127.0.0.1:" + port);
    }

    private List<String> java(String... arguments) {
        List<String> head = List.of(
                Installation.java().toString(),
                "-cp",
                installation.brokerClasspath(),
                "-Dlog4j2.configurationFile=broker-log4j2.xml",
                // what starts often and does little wants to be there soon
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
        return Stream.concat(head.stream(), List.of(arguments).stream()).toList();
    }

    private void prepare() {
        Path config = data.write("config/broker.properties", properties());
        Path formatted = data.folder("kafka").resolve("formatted");
        if (Files.exists(formatted)) {
            return;
        }
        Path log = data.log("broker-format");
        ChildProcess format = ChildProcess.start(
                java(
                        "kafka.tools.StorageTool",
                        "format",
                        "--ignore-formatted",
                        "--cluster-id",
                        clusterId(),
                        "--config",
                        config.toString()),
                Map.of(),
                log);
        if (exitCode(format) != 0) {
            throw new StartException("the broker's folder " + data.path().resolve("kafka")
                    + " cannot be formatted; last lines of " + log + ":\n  | "
                    + String.join("\n  | ", format.lastLines(10)));
        }
        data.write("kafka/formatted", "");
    }

    /** Written before the first format, so that a format that was cut short is repeated with the same id. */
    private String clusterId() {
        Path file = data.path().resolve("kafka/cluster-id");
        if (!Files.exists(file)) {
            data.write("kafka/cluster-id", Uuid.randomUuid().toString());
        }
        return data.read("kafka/cluster-id");
    }

    private static int exitCode(ChildProcess process) {
        try {
            return process.exit().get(FORMAT_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.kill();
            return -1;
        } catch (ExecutionException | TimeoutException e) {
            process.kill();
            return -1;
        }
    }

    /** The controller's port is nobody else's business: any free one, another one at each start. */
    private String properties() {
        int controller = Ports.free();
        return """
                # Written at each start of the local run; changes here are lost.
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=10
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=10
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=33554432
                """.formatted(port, controller, data.path().resolve("kafka/log"));
    }

    private boolean ready() {
        if (!Probe.listens(port)) {
            return false;
        }
        Properties client = new Properties();
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "3000");
        try (Admin admin = Admin.create(client)) {
            return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
