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
import dev.chatstream.benchmarks.report.Results;
import dev.chatstream.local.Sample;
import dev.chatstream.local.machine.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the spool by what the gateway does without a broker, and when it has come back. */
@Command(
        name = "spool",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures hooks a second into the spool while the broker is stopped, and out of it afterwards.")
final class SpoolCommand implements Callable<Integer> {
    private static final String DEPTH = "chatstream_gateway_spool_depth_hooks";
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(10);
    private static final double MILLION = 1e6;
    private static final String HEAD = """
            | connections | spooled hooks/s | p50 ms | p99 ms | p99.9 ms | errors | gateway's CPU s per million hooks | resident MiB | drained | in s | drained hooks/s |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MeasureOptions options;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LoadOptions lengths;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description = "Connections of the loads (default: ${DEFAULT-VALUE}).")
    private List<Integer> connections = List.of(64, 256);

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
            Server gateway = servers.gateway(true);
            gateway.awaitReady();
            say("warming the gateway up");
            wrk.send(gateway.hooks(), new Load(256, false), lengths.warmUp());
            StringBuilder rows = new StringBuilder();
            for (int each : connections) {
                rows.append(measure(wrk, servers, gateway, new Load(each, false)));
            }
            Results results = new Results(options.folder());
            String report = "%s; %s; %s; Java options: `%s`; the broker is stopped for %d s of load.%n%n"
                            .formatted(
                                    results.title(),
                                    Machine.description(),
                                    generator,
                                    Servers.javaOptions(gateway),
                                    lengths.length().toSeconds())
                    + HEAD
                    + rows;
            say("\n" + report);
            if (options.recorded()) {
                results.put("spool", report);
            }
        }
        return 0;
    }

    private String measure(Wrk wrk, Servers servers, Server gateway, Load load) throws InterruptedException {
        say("stopping the broker");
        servers.stopBroker();
        double cpuBefore = ProcessUse.cpuSeconds(gateway.pid());
        LoadResult result;
        double resident;
        try (ResidentWatch watch = new ResidentWatch(gateway.pid())) {
            result = wrk.send(gateway.hooks(), load, lengths.length());
            resident = watch.mostMegabytes();
        }
        double cpu = ProcessUse.cpuSeconds(gateway.pid()) - cpuBefore;
        double depth = gateway.metric(DEPTH);
        say(String.format(Locale.ROOT, "%.0f hooks in the spool, starting the broker again", depth));
        servers.startBroker();
        double seconds = drained(gateway);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f | %.2f | %d | %.1f | %.0f | %.0f | %.1f | %.0f |%n",
                load.label(),
                result.hooksPerSecond(),
                result.p50Millis(),
                result.p99Millis(),
                result.p999Millis(),
                result.errors(),
                cpu / result.hooks() * MILLION,
                resident,
                depth,
                seconds,
                depth / seconds);
    }

    /** Seconds until the spool is empty. */
    private static double drained(Server gateway) throws InterruptedException {
        long begin = System.nanoTime();
        while (gateway.metric(DEPTH) > 0) {
            if (System.nanoTime() - begin > DRAINED_WITHIN.toNanos()) {
                throw new StartException("the spool is not empty after " + DRAINED_WITHIN.toMinutes() + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
