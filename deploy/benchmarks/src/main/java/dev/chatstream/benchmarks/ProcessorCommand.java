/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.backlog.Backlog;
import dev.chatstream.benchmarks.backlog.Topics;
import dev.chatstream.benchmarks.load.Bodies;
import dev.chatstream.benchmarks.load.SteadyPosts;
import dev.chatstream.benchmarks.machine.Machine;
import dev.chatstream.benchmarks.report.Delays;
import dev.chatstream.benchmarks.report.Growth;
import dev.chatstream.benchmarks.report.Restoration;
import dev.chatstream.benchmarks.report.Results;
import dev.chatstream.benchmarks.report.StreamBars;
import dev.chatstream.benchmarks.report.StreamComparison;
import dev.chatstream.benchmarks.report.StreamMeasurement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    private static final int QUICK_HOOKS = 300_000;
    private static final int BODIES = 2_000;
    private static final int WARM_UP_MARKERS = 60;
    private static final int MORE_HOOKS = 1_000;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MeasureOptions options;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds, both programs in each; 0 leaves them out (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--hooks", paramLabel = "N", description = "Hooks in the topic (default: ${DEFAULT-VALUE}).")
    private int hooks = 500_000;

    @Option(
            names = "--warm-up-hooks",
            paramLabel = "N",
            description = "Hooks before those, not measured: Java compiles meanwhile (default: ${DEFAULT-VALUE}).")
    private int warmUp = 1_000_000;

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

    @Option(
            names = "--growth",
            paramLabel = "N",
            split = ",",
            description = "Then this many accounts, each time with other hooks; 0 leaves it out (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<Integer> growth = List.of(10, 1_000, 100_000);

    @Option(
            names = "--growth-hooks",
            paramLabel = "N",
            description = "Hooks that are measured at each, and as many before (default: ${DEFAULT-VALUE}).")
    private int growthHooks = 200_000;

    @Option(
            names = "--markers",
            paramLabel = "N",
            description =
                    "Then hooks whose way into the summary is timed; 0 leaves it out (default: ${DEFAULT-VALUE}).")
    private int markers = 300;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Hooks a second posted to the gateway meanwhile (default: ${DEFAULT-VALUE}).")
    private int rate = 1_000;

    @Option(
            names = "--restore",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "1000000",
            description = "Time the return of the state of that many conversations, and nothing else (if given without"
                    + " number: ${FALLBACK-VALUE}).")
    private int restore;

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
            description = "More options of Java for the processor, except where freshness is measured; for example a"
                    + " profiler's.")
    private String processorJavaOptions = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        options.requireQuietMachine();
        if (quick) {
            hooks = QUICK_HOOKS;
            warmUp = QUICK_HOOKS;
            rounds = 1;
            growth = List.of();
            markers = 0;
        }
        say("starting the broker and the registry");
        try (Servers servers = Servers.start(options.root());
                Topics topics = new Topics(servers.bootstrapServers())) {
            StreamServers programs = new StreamServers(servers, settings, javaOptions);
            List<String> java = javaAndOptions(programs);
            StreamRounds measuring = new StreamRounds(programs, topics, servers.brokerPid(), java);
            Backlog backlog = Backlog.prepare(servers.bootstrapServers(), servers.registryUrl());
            String how = "Java options of both: `" + String.join(" ", java.subList(1, java.size())) + "`; settings: `"
                    + String.join(" ", settings) + "`";
            if (restore > 0) {
                reportRestoration(
                        how,
                        backlog,
                        new StateReturn(
                                programs,
                                topics,
                                servers.brokerPid(),
                                () -> backlog.write(MORE_HOOKS, accounts, Duration.ofSeconds(1)),
                                this::say));
            } else {
                report(
                        how,
                        compare(backlog, measuring),
                        grow(backlog, measuring),
                        delays(servers, programs, measuring));
            }
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

    private void write(Backlog backlog, int before, int measured, int ofAccounts) {
        long begin = System.nanoTime();
        Duration span = Duration.ofMinutes(minutes).dividedBy(hooks).multipliedBy(before + measured);
        long bytes = backlog.write(before + measured, ofAccounts, span);
        say("%d hooks of %d accounts, received in %d minutes, written in %d s, %d bytes each"
                .formatted(
                        before + measured,
                        ofAccounts,
                        span.toMinutes(),
                        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                        bytes));
    }

    private StreamComparison compare(Backlog backlog, StreamRounds measuring) throws InterruptedException {
        StreamComparison comparison = new StreamComparison();
        if (rounds > 0) {
            write(backlog, warmUp, hooks, accounts);
        }
        for (int round = 1; round <= rounds; round++) {
            StreamMeasurement floor = measuring.floor(warmUp);
            say("round " + round + ", " + floor.line());
            StreamMeasurement processor = measuring.processor(warmUp, processorJavaOptions);
            say("round " + round + ", " + processor.line());
            comparison.add(floor, processor);
        }
        return comparison;
    }

    private Growth grow(Backlog backlog, StreamRounds measuring) throws InterruptedException {
        Growth grown = new Growth();
        for (int each : growth.stream().filter(count -> count > 0).toList()) {
            measuring.empty();
            write(backlog, growthHooks, growthHooks, each);
            StreamMeasurement processor = measuring.processor(growthHooks, processorJavaOptions);
            say(each + " accounts, " + processor.line());
            grown.add(each, processor);
        }
        return grown;
    }

    private @Nullable Delays delays(Servers servers, StreamServers programs, StreamRounds measuring)
            throws InterruptedException {
        if (markers == 0) {
            return null;
        }
        measuring.empty();
        Server processor = programs.processor("processor-fresh", "");
        Server gateway = servers.gateway(false);
        processor.awaitReady();
        gateway.awaitReady();
        try (SteadyPosts posts = new SteadyPosts(gateway.hooks(), Bodies.draw(BODIES, 1), accounts, rate)) {
            Freshness freshness = new Freshness(posts, Bodies.draw(BODIES, 2), gateway.hooks(), processor.port());
            say("warming up with " + rate + " hooks a second");
            freshness.measure(WARM_UP_MARKERS);
            Delays delays = freshness.measure(markers);
            say(delays.text());
            return delays;
        } finally {
            gateway.process().stop(STOP_WITHIN);
            processor.process().stop(STOP_WITHIN);
        }
    }

    private void report(String how, StreamComparison comparison, Growth grown, @Nullable Delays delays) {
        Results results = new Results(options.folder());
        String report = "%s; %s; %s; %d hooks after %d to warm up, %d accounts, received in %d minutes; %d rounds.%n%n"
                        .formatted(
                                results.title(), Machine.description(), how, hooks, warmUp, accounts, minutes, rounds)
                + comparison.tables()
                + "\n"
                + grown.table()
                + "\n"
                + (delays == null ? "" : delays.text() + "\n")
                + StreamBars.text(comparison, grown, delays);
        say("\n" + report);
        if (options.recorded()) {
            results.put("processor", report);
        }
    }

    private void reportRestoration(String how, Backlog backlog, StateReturn measuring) throws InterruptedException {
        write(backlog, 0, (int) Math.ceil(restore / Backlog.CONVERSATIONS), accounts);
        Restoration restoration = measuring.measure();
        Results results = new Results(options.folder());
        String report = "%s; %s; %s; %d conversations of %d accounts.%n%n"
                        .formatted(results.title(), Machine.description(), how, restore, accounts)
                + restoration.table();
        say("\n" + report);
        if (options.recorded()) {
            results.put("restore", report);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
