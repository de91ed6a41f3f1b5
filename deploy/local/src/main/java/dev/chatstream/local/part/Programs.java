/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Our two programs, started by the very scripts that are shipped, with a configuration for one machine. */
final class Programs {
    private final Installation installation;
    private final DataFolder data;
    private final HttpClient client;
    private final Ports ports;
    private final ProgramSettings settings;

    Programs(Installation installation, DataFolder data, HttpClient client, Ports ports, ProgramSettings settings) {
        this.installation = installation;
        this.data = data;
        this.client = client;
        this.ports = ports;
        this.settings = settings;
    }

    PartSpec gateway() {
        String config = """
                # Written at each start of the local run; changes here are lost.
                http { host = "127.0.0.1", port = %d }
                ops { host = "127.0.0.1", port = %d }
                kafka.bootstrap.servers = "127.0.0.1:%d"
                registry.schema.registry.url = "%s"
                sources.smartsupp.token = "local"
                spool.dir = "%s"
                drain.timeout = 10s
                """.formatted(
                        ports.gateway(),
                        ports.gatewayOps(),
                        ports.kafka(),
                        RegistryServer.baseUrl(ports.registry()),
                        data.path().resolve("gateway/spool"));
        return program(
                PartName.GATEWAY,
                "ingest-gateway",
                config,
                ports.gatewayOps(),
                Programs::nothingToAdd,
                "http://localhost:" + ports.gateway() + "/hooks/smartsupp/local");
    }

    PartSpec processor() {
        String config = """
                # Written at each start of the local run; changes here are lost.
                http { host = "127.0.0.1", port = %1$d, advertised = "127.0.0.1:%1$d" }
                ops { host = "127.0.0.1", port = %2$d }
                kafka.bootstrap.servers = "127.0.0.1:%3$d"
                kafka.replication.factor = 1
                # after a crash the broker waits that long for the instance that was, before its partitions are free
                kafka.session.timeout.ms = 10000
                registry.schema.registry.url = "%4$s"
                state.dir = "%5$s"
                drain.timeout = 10s
                """.formatted(
                        ports.api(),
                        ports.processorOps(),
                        ports.kafka(),
                        RegistryServer.baseUrl(ports.registry()),
                        data.path().resolve("processor"));
        return program(
                PartName.PROCESSOR,
                "stream-processor",
                config,
                ports.processorOps(),
                body -> true,
                "http://localhost:" + ports.api() + "/api/v1");
    }

    /**
     * A gateway with a spool is ready while Kafka is away, and says so in a note. Here its users are told that all is
     * ready only when hooks reach Kafka.
     */
    private static boolean nothingToAdd(String readiness) {
        return !readiness.contains("\"note\"");
    }

    private PartSpec program(
            PartName name, String program, String config, int opsPort, Predicate<String> ready, String address) {
        Path file = data.path().resolve("config").resolve(name.label() + ".conf");
        URI health = URI.create("http://127.0.0.1:" + opsPort + "/health/ready");
        return new PartSpec(
                name,
                List.of(installation.startScript(program).toString(), "--config", file.toString()),
                Map.of(
                        "JAVA_HOME",
                        Installation.javaHome().toString(),
                        "JAVA_OPTS",
                        "-Xmx512m -XX:TieredStopAtLevel=1",
                        // unlike JAVA_OPTS this one knows quotes, and the path may have spaces
                        "JDK_JAVA_OPTIONS",
                        "\"-javaagent:" + installation.lifelineJar() + "\""),
                data.log(name.label()),
                () -> data.write("config/" + name.label() + ".conf", config + settings.text(name)),
                () -> Probe.answers(client, health, ready),
                Duration.ofSeconds(20),
                address);
    }
}
