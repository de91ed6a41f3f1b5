/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.backlog.Backlog;
import dev.chatstream.benchmarks.backlog.Topics;
import dev.chatstream.benchmarks.report.StreamComparison;
import dev.chatstream.benchmarks.report.StreamMeasurement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the processor against the floor. */
@Command(
        name = "processor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the processor against the floor: a stream that only copies each hook's bytes.")
final class ProcessorCommand implements Callable<Integer> {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);
    private static final int QUICK_HOOKS = 200_000;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MeasureOptions options;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds, both programs in each (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--hooks", paramLabel = "N", description = "Hooks in the topic (default: ${DEFAULT-VALUE}).")
    private int hooks = 500_000;

    @Option(
            names = "--warm-up-hooks",
            paramLabel = "N",
            description = "Hooks before those, not measured: Java compiles meanwhile (default: ${DEFAULT-VALUE}).")
    private int warmUp = 500_000;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "Accounts of the hooks, each with 20 agents (default: ${DEFAULT-VALUE}).")
    private int accounts = 1_000;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Time over which the hooks were received (default: ${DEFAULT-VALUE}).")
    private int minutes = 60;

    @Option(names = "--quick", description = "One round with " + QUICK_HOOKS + " hooks and nothing else.")
    private boolean quick;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the processor, for both programs; may be repeated.")
    private List<String> settings = List.of();

    @Option(
            names = "--java-options",
            paramLabel = "OPTIONS",
            description = "More options of Java, for both programs, for example -Xmx1g.")
    private String javaOptions = "";

    @Option(
            names = "--processor-java-options",
            paramLabel = "OPTIONS",
            description = "More options of Java for the processor alone, for example a profiler's.")
    private String processorJavaOptions = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        options.requireQuietMachine();
        say("starting the broker and the registry");
        try (Servers servers = Servers.start(options.root());
                Topics topics = new Topics(servers.bootstrapServers())) {
            StreamServers programs = new StreamServers(servers, settings, javaOptions);
            StreamRounds measuring = new StreamRounds(programs, topics, servers.brokerPid(), javaAndOptions(programs));
            Backlog backlog = Backlog.prepare(servers.bootstrapServers(), servers.registryUrl());
            if (quick) {
                warmUp = QUICK_HOOKS;
                hooks = QUICK_HOOKS;
                rounds = 1;
            }
            write(backlog, hooks, accounts);
            StreamComparison comparison = compare(measuring);
            say("\n" + comparison.tables());
        }
        return 0;
    }

    /** What a processor's command begins with, from one that is started to see that. */
    private static List<String> javaAndOptions(StreamServers programs) throws InterruptedException {
        Server processor = programs.processor("processor-0", "");
        processor.awaitReady();
        List<String> java = List.copyOf(Servers.javaAndOptions(processor.pid()));
        processor.process().stop(STOP_WITHIN);
        return java;
    }

    private void write(Backlog backlog, int count, int ofAccounts) {
        long begin = System.nanoTime();
        Duration span = Duration.ofMinutes(minutes).multipliedBy(warmUp + count).dividedBy(count);
        long bytes = backlog.write(warmUp + count, ofAccounts, span);
        say("%d hooks of %d accounts written in %d s, %d bytes each"
                .formatted(
                        warmUp + count,
                        ofAccounts,
                        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                        bytes));
    }

    private StreamComparison compare(StreamRounds measuring) throws InterruptedException {
        StreamComparison comparison = new StreamComparison();
        for (int round = 1; round <= MeasureOptions.positive("--rounds", rounds); round++) {
            StreamMeasurement floor = measuring.floor(warmUp);
            say("round " + round + ", " + floor.line());
            StreamMeasurement processor = measuring.processor(warmUp, processorJavaOptions);
            say("round " + round + ", " + processor.line());
            comparison.add(floor, processor);
        }
        return comparison;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
