/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.process.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processor as it is shipped, and its floor. */
final class StreamServers {
    private static final String PROGRAM = "stream-processor";

    private final Servers servers;
    private final String settings;
    private final String javaOptions;

    /**
     * @param settings lines for the configuration of both
     * @param javaOptions more options for Java, for both
     */
    StreamServers(Servers servers, List<String> settings, String javaOptions) {
        this.servers = servers;
        this.settings = String.join("\n", settings) + "\n";
        this.javaOptions = javaOptions;
    }

    /**
     * The processor by its start script.
     *
     * @param application application id; the state is in a folder of that name
     * @param moreJavaOptions for Java, for this one alone
     */
    Server processor(String application, String moreJavaOptions) {
        int port = Ports.free();
        int ops = Ports.free();
        Path config = config(application, port, ops);
        List<String> command =
                List.of(servers.installation().startScript(PROGRAM).toString(), "--config", config.toString());
        ChildProcess process = servers.child(command, (javaOptions + " " + moreJavaOptions).strip(), "processor");
        return new Server("processor", process, port, ops);
    }

    /**
     * The floor, with the processor's libraries, settings and options of Java.
     *
     * @param java what a processor's command began with, up to the class path
     * @param target topic to copy to
     */
    Server floor(String application, List<String> java, String target) {
        Path config = config(application, Ports.free(), Ports.free());
        Path libraries = servers.installation()
                .startScript(PROGRAM)
                .resolveSibling("../lib")
                .normalize();
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-cp",
                servers.benchmarksJar() + ":" + libraries + "/*",
                "dev.chatstream.benchmarks.floor.StreamsFloorMain",
                config.toString(),
                target));
        return new Server("floor", servers.child(command, "", "floor"), 0, 0);
    }

    /** Folder of the state of an application. */
    Path state(String application) {
        return servers.data().folder("processor/" + application);
    }

    private Path config(String application, int port, int ops) {
        return servers.data()
                .write(
                        "config/" + application + ".conf",
                        """
                http { host = "127.0.0.1", port = %1$d, advertised = "127.0.0.1:%1$d" }
                ops { host = "127.0.0.1", port = %2$d }
                kafka.bootstrap.servers = "%3$s"
                kafka.replication.factor = 1
                registry.schema.registry.url = "%4$s"
                application.id = "%5$s"
                state.dir = "%6$s"
                """.formatted(
                                                port,
                                                ops,
                                                servers.bootstrapServers(),
                                                servers.registryUrl(),
                                                application,
                                                state(application))
                                + settings);
    }
}
