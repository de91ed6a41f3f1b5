/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import dev.chatstream.processor.access.Token;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.config.ListenConfig;
import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.store.StateFolder;
import dev.chatstream.processor.topology.PipelineTopology;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks, before a start, at everything that the processing needs; processes nothing and changes nothing. */
final class Checkup {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);
    private static final String SAYS_WHO_IT_IS = "\"stream-processor\"";
    private static final String BY_ONE_THAT_RUNS = "in use by a stream processor that runs; free once it has stopped";

    private final ProcessorConfig config;
    private final List<Finding> findings = new ArrayList<>();

    Checkup(ProcessorConfig config) {
        this.config = config;
    }

    /**
     * What was found of one part.
     *
     * @param well whether a start would succeed, as far as this part goes
     * @param words for an operator
     */
    private record Finding(String part, boolean well, String words) {}

    /** Prints one line or more for each part; false when something is wrong. */
    boolean report(PrintWriter out) {
        findings.clear();
        boolean running = isRunning(config.ops());
        kafka();
        registry();
        state(running);
        memory();
        access();
        port("http", config.http(), running);
        port("ops", config.ops(), running);
        findings.forEach(finding ->
                out.printf("%-8s  %-5s  %s%n", finding.part(), finding.well() ? "ok" : "WRONG", finding.words()));
        out.flush();
        return findings.stream().allMatch(Finding::well);
    }

    private void ok(String part, String words) {
        findings.add(new Finding(part, true, words));
    }

    private void wrong(String part, String words) {
        findings.add(new Finding(part, false, words));
    }

    private void kafka() {
        try {
            config.streams().check();
            List<String> problems = new KafkaCheckup(config).problems();
            problems.forEach(problem -> wrong("kafka", problem));
            if (problems.isEmpty()) {
                ok("kafka", "has the topics as they must be: " + topics());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wrong("kafka", "interrupted");
        }
    }

    private String topics() {
        return String.join(
                ", ", PipelineTopology.used().stream().map(config.topics()::of).toList());
    }

    private void registry() {
        try (SchemaRegistry registry = config.openRegistry()) {
            List<String> missing = PipelineTopology.used().stream()
                    .filter(topic -> isMissing(registry, topic))
                    .map(config.topics()::subjectOf)
                    .toList();
            if (missing.isEmpty()) {
                ok("registry", "knows the schemas");
            } else if (config.registersSchemas()) {
                ok(
                        "registry",
                        "answers; these schemas will be registered, those of hooks and their types by the gateway: "
                                + String.join(", ", missing));
            } else {
                wrong(
                        "registry",
                        "this program's schemas are not registered under " + String.join(", ", missing)
                                + "; register them when topics are created, or set registry.auto.register.schemas=true");
            }
        } catch (RegistryException e) {
            wrong("registry", e.getMessage() + "; start it, or set registry.schema.registry.url and how to connect");
        }
    }

    private boolean isMissing(SchemaRegistry registry, Topic topic) {
        return topic.valueSchema()
                .filter(schema -> registry.lookUp(config.topics().subjectOf(topic), schema)
                        .isEmpty())
                .isPresent();
    }

    private void state(boolean running) {
        StateFolder folder = config.streams().stateFolder();
        if (running && folder.isInUse()) {
            ok("state", folder.path() + " is " + BY_ONE_THAT_RUNS);
            return;
        }
        folder.problem().ifPresentOrElse(problem -> wrong("state", problem), () -> basis(folder));
    }

    private void basis(StateFolder folder) {
        String basis = new PaneChanges(config.dimensions()).basis();
        try {
            Set<String> stored = folder.bases();
            if (stored.isEmpty() || stored.equals(Set.of(basis))) {
                ok(
                        "state",
                        folder.path() + (stored.isEmpty() ? " holds nothing yet" : " was counted as it would be now"));
            } else {
                wrong(
                        "state",
                        "the panes in " + folder.path() + " were counted by " + stored
                                + " and would now be counted by \"" + basis
                                + "\"; set dimensions.* as they were, or count afresh under another application.id");
            }
        } catch (IOException e) {
            wrong("state", e.getMessage() + "; remove the folder, then the state is restored from Kafka");
        }
    }

    /** Heap and stores together must leave the machine, or the container, a third for all else. */
    private void memory() {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        // Java's own maxMemory leaves out a space for survivors, which is memory all the same
        long heap = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxHeapSize")
                .getValue());
        long stores = config.streams().rocksDbBytes();
        String sum = "heap " + mebibytes(heap) + " and rocksdb.memory " + mebibytes(stores) + " of the machine's "
                + mebibytes(machine);
        if (heap + stores > machine / 3 * 2) {
            wrong(
                    "memory",
                    sum + " leave less than a third for threads, buffers and files; lower rocksdb.memory, or"
                            + " the heap with JAVA_OPTS=-Xmx…");
        } else {
            ok("memory", sum);
        }
    }

    /** Open to others is no fault, because what stands in front may see to it; but it should be read. */
    private void access() {
        List<String> names = config.access().tokens().stream().map(Token::name).toList();
        String closed = names.isEmpty()
                ? "without a token, from this machine alone"
                : "with the tokens " + String.join(", ", names);
        ok("access", config.openTo().map(words -> "OPEN: " + words).orElse(closed));
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private void port(String key, ListenConfig address, boolean running) {
        String place = address.host() + ":" + address.port();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
            ok(key, place + " is free");
        } catch (IOException e) {
            if (running) {
                ok(key, place + " is " + BY_ONE_THAT_RUNS);
            } else {
                wrong(
                        key,
                        place + " is taken or not this machine's; free it or set " + key + ".port and " + key
                                + ".host");
            }
        }
    }

    /** Whether a processor answers at the operations port: most likely the one that is to be restarted. */
    private static boolean isRunning(ListenConfig ops) {
        String host = ops.host().equals("0.0.0.0") ? "127.0.0.1" : ops.host();
        try {
            String answer = HttpClient.newBuilder()
                    .connectTimeout(ANSWERS_WITHIN)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + host + ":" + ops.port() + "/version"))
                                    .timeout(ANSWERS_WITHIN)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return answer.contains(SAYS_WHO_IT_IS);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
