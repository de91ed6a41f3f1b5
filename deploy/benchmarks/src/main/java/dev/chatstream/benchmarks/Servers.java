/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.LocalPipeline;
import dev.chatstream.local.StartListener;
import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.part.PartName;
import dev.chatstream.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real broker, a real registry, and beside them the gateway as it is shipped and the floor, each on free ports. */
final class Servers implements AutoCloseable {
    private static final String PROGRAM = "ingest-gateway";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final Path root;
    private final Installation installation;
    private final LocalPipeline pipeline;
    private final List<ChildProcess> children = new CopyOnWriteArrayList<>();

    private Servers(Path root, Installation installation, LocalPipeline pipeline) {
        this.root = root;
        this.installation = installation;
        this.pipeline = pipeline;
    }

    /** Starts broker and registry, without data, and makes the topics. */
    static Servers start(Path root) {
        Installation installation = new Installation(root);
        LocalOptions options = LocalOptions.whole(
                        installation, root.resolve("deploy/benchmarks/target/data"), Ports.ANY)
                .withFresh(true)
                .withParts(PartName.BROKER, PartName.REGISTRY);
        Servers servers = new Servers(root, installation, LocalPipeline.started(options, StartListener.SILENT));
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop"));
        return servers;
    }

    long brokerPid() {
        return pipeline.part(PartName.BROKER).pid();
    }

    Installation installation() {
        return installation;
    }

    /** Jar with the floors. */
    Path benchmarksJar() {
        return root.resolve("deploy/benchmarks/target/benchmarks.jar");
    }

    DataFolder data() {
        return pipeline.data();
    }

    String bootstrapServers() {
        return pipeline.bootstrapServers();
    }

    String registryUrl() {
        return pipeline.registryUrl();
    }

    /** Stops the broker in good order. */
    void stopBroker() {
        pipeline.part(PartName.BROKER).stop();
    }

    /** Starts the broker again and waits until it is ready. */
    void startBroker() {
        pipeline.restart(PartName.BROKER);
    }

    /**
     * The gateway by its start script, with its own options of Java.
     *
     * @param spooling whether it has a spool
     */
    Server gateway(boolean spooling) {
        int port = Ports.free();
        int ops = Ports.free();
        String spool = spooling
                ? "spool.dir = \"" + pipeline.data().folder("gateway/spool") + "\"\nspool.max.bytes = 16GiB\n"
                : "";
        Path config = settings("gateway", port, ops, spool);
        ChildProcess process =
                child(List.of(installation.startScript(PROGRAM).toString(), "--config", config.toString()), "gateway");
        return new Server("gateway", process, port, ops);
    }

    /**
     * The floor, with the gateway's libraries, settings and options of Java.
     *
     * @param gateway a gateway that is ready
     * @param key what all records have as key: the account that the gateway would give them
     */
    Server floor(Server gateway, String key) {
        int port = Ports.free();
        Path config = settings("floor", port, Ports.free(), "");
        Path libraries =
                installation.startScript(PROGRAM).resolveSibling("../lib").normalize();
        List<String> command = new ArrayList<>();
        command.addAll(javaAndOptions(gateway.pid()));
        command.addAll(List.of(
                "-cp",
                benchmarksJar() + ":" + libraries + "/*",
                "dev.chatstream.benchmarks.floor.FloorMain",
                config.toString(),
                key));
        return new Server("floor", child(command, "floor"), port, 0);
    }

    private ChildProcess child(List<String> command, String name) {
        return child(command, "", name);
    }

    /**
     * Starts a program.
     *
     * @param javaOptions for a start script: more options for Java
     */
    ChildProcess child(List<String> command, String javaOptions, String name) {
        ChildProcess child = ChildProcess.start(
                command,
                Map.of("JAVA_HOME", Installation.javaHome().toString(), "JAVA_OPTS", javaOptions),
                pipeline.data().log(name));
        children.add(child);
        return child;
    }

    private Path settings(String name, int port, int ops, String more) {
        return pipeline.data()
                .write(
                        "config/" + name + ".conf",
                        """
                http { host = "127.0.0.1", port = %d }
                ops { host = "127.0.0.1", port = %d }
                kafka.bootstrap.servers = "%s"
                registry.schema.registry.url = "%s"
                sources.smartsupp.token = "local"
                """.formatted(port, ops, pipeline.bootstrapServers(), pipeline.registryUrl()) + more);
    }

    /** What stands before the class path in a program's command. */
    static List<String> javaAndOptions(long pid) {
        try {
            String[] words = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8)
                    .split("\0");
            int end = List.of(words).indexOf("-cp");
            if (end < 1) {
                throw new StartException("process " + pid + " is no program of Java: " + String.join(" ", words));
            }
            return List.of(words).subList(0, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Options of Java that the gateway was started with. */
    static String javaOptions(Server gateway) {
        List<String> words = javaAndOptions(gateway.pid());
        return String.join(" ", words.subList(1, words.size()));
    }

    /** A file with the body that is sent. */
    Path body(String content) {
        return pipeline.data().write("samples/body.json", content);
    }

    @Override
    public synchronized void close() {
        children.forEach(child -> child.stop(STOP_WITHIN));
        children.clear();
        pipeline.close();
    }
}
