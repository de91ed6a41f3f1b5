/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.benchmarks.load.Load;
import dev.chatstream.benchmarks.load.LoadResult;
import dev.chatstream.benchmarks.load.Wrk;
import dev.chatstream.benchmarks.machine.Machine;
import dev.chatstream.benchmarks.machine.ProcessUse;
import dev.chatstream.benchmarks.machine.ResidentWatch;
import dev.chatstream.benchmarks.report.Bars;
import dev.chatstream.benchmarks.report.Comparison;
import dev.chatstream.benchmarks.report.Measurement;
import dev.chatstream.benchmarks.report.Results;
import dev.chatstream.benchmarks.report.Spread;
import dev.chatstream.local.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the gateway against the floor. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the gateway against the floor: a server that only brings the raw bytes into Kafka.")
final class GatewayCommand implements Callable<Integer> {
    private static final String ACCOUNT = "208";
    private static final int WARM_UP_TURNS = 2;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MeasureOptions options;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LoadOptions lengths;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds, both servers in each (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description = "Connections of the loads (default: ${DEFAULT-VALUE}).")
    private List<Integer> connections = List.of(1, 16, 64, 256);

    @Option(
            names = "--new-connections",
            paramLabel = "N",
            description =
                    "Connections of the load with a new one for each hook; 0 leaves it out (default: ${DEFAULT-VALUE}).")
    private int newConnections = 64;

    @Option(names = "--starts", paramLabel = "N", description = "Starts that are timed (default: ${DEFAULT-VALUE}).")
    private int starts = 5;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String generator = Wrk.version();
        options.requireQuietMachine();
        say("starting the broker and the registry");
        try (Servers servers = Servers.start(options.root())) {
            Wrk wrk = new Wrk(options.folder().resolve("post.lua"), servers.body(Sample.published(Sample.CURRENT)));
            Spread ready = timedStarts(servers);
            Server gateway = servers.gateway(false);
            gateway.awaitReady();
            Server floor = servers.floor(gateway, ACCOUNT);
            floor.awaitReady();
            Comparison comparison = measure(wrk, List.of(floor, gateway), servers.brokerPid());
            report(generator + "; Java options of both: `" + Servers.javaOptions(gateway) + "`", comparison, ready);
        }
        return 0;
    }

    private void report(String how, Comparison comparison, Spread ready) {
        Results results = new Results(options.folder());
        String method = "%s; %s; %s; each load %d s, %d rounds, warm-up %d s each."
                .formatted(
                        results.title(),
                        Machine.description(),
                        how,
                        lengths.length().toSeconds(),
                        rounds,
                        lengths.warmUp().toSeconds());
        String report = method + "\n\n" + comparison.tables() + "\nReady after " + ready.text("%.2f")
                + " s from the start of the program's script.\n\n" + Bars.text(comparison, ready);
        say("\n" + report);
        if (options.recorded()) {
            results.put("gateway", report);
        }
    }

    private Spread timedStarts(Servers servers) throws InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int start = 0; start < MeasureOptions.positive("--starts", starts); start++) {
            long begin = System.nanoTime();
            Server gateway = servers.gateway(false);
            gateway.awaitReady();
            seconds.add(Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
            say(String.format(Locale.ROOT, "ready after %.2f s", seconds.get(start)));
            gateway.process().stop(Duration.ofSeconds(30));
        }
        return Spread.of(seconds.stream().mapToDouble(each -> each));
    }

    private Comparison measure(Wrk wrk, List<Server> servers, long broker) {
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            for (Server server : servers) {
                say("warming the " + server.name() + " up");
                wrk.send(
                        server.hooks(),
                        new Load(256, false),
                        lengths.warmUp().dividedBy(WARM_UP_TURNS).plusMillis(500));
            }
        }
        Comparison comparison = new Comparison();
        for (int round = 1; round <= MeasureOptions.positive("--rounds", rounds); round++) {
            for (Load load : loads()) {
                for (Server server : servers) {
                    Measurement measurement = measure(wrk, server, load, broker);
                    comparison.add(measurement);
                    say(String.format(
                            Locale.ROOT,
                            "round %d, %s, %s: %.0f hooks/s, p99 %.2f ms, %d errors, others %.2f processors",
                            round,
                            load.label(),
                            server.name(),
                            measurement.result().hooksPerSecond(),
                            measurement.result().p99Millis(),
                            measurement.result().errors(),
                            measurement.processorsOfOthers()));
                }
            }
        }
        return comparison;
    }

    private List<Load> loads() {
        Stream<Load> kept = connections.stream().map(each -> new Load(each, false));
        Stream<Load> ended = newConnections > 0 ? Stream.of(new Load(newConnections, true)) : Stream.of();
        return Stream.concat(kept, ended).toList();
    }

    private Measurement measure(Wrk wrk, Server server, Load load, long broker) {
        double serverBefore = ProcessUse.cpuSeconds(server.pid());
        double brokerBefore = ProcessUse.cpuSeconds(broker);
        double machineBefore = ProcessUse.machineCpuSeconds();
        double generatorBefore = ProcessUse.endedChildrenCpuSeconds();
        try (ResidentWatch resident = new ResidentWatch(server.pid())) {
            LoadResult result = wrk.send(server.hooks(), load, lengths.length());
            return new Measurement(
                    server.name(),
                    load,
                    result,
                    ProcessUse.cpuSeconds(server.pid()) - serverBefore,
                    ProcessUse.cpuSeconds(broker) - brokerBefore,
                    ProcessUse.endedChildrenCpuSeconds() - generatorBefore,
                    ProcessUse.machineCpuSeconds() - machineBefore,
                    resident.mostMegabytes());
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
