/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import dev.chatstream.benchmarks.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The floor and the gateway under the same loads, in rounds that took turns. */
public final class Comparison {
    private static final String HEAD = """
            | connections | server | hooks/s | p50 ms | p99 ms | p99.9 ms | resident MiB | CPU s per million hooks: server | broker | wrk | errors | others, processors |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;
    private static final String RATIO_HEAD = """
            | connections | hooks/s, gateway to floor | p99, gateway to floor | server's CPU, gateway to floor |
            |---|---|---|---|
            """;

    private final List<Measurement> measured = new ArrayList<>();

    public void add(Measurement measurement) {
        measured.add(measurement);
    }

    List<Load> loads() {
        return measured.stream().map(Measurement::load).distinct().toList();
    }

    List<Measurement> of(Load load, String server) {
        return measured.stream()
                .filter(each -> each.load().equals(load) && each.server().equals(server))
                .toList();
    }

    Spread spread(Load load, String server, ToDoubleFunction<Measurement> figure) {
        return Spread.of(of(load, server).stream().mapToDouble(figure));
    }

    /** The gateway's figure over the floor's, round by round: what disturbs a round mostly disturbs both. */
    Spread ratio(Load load, ToDoubleFunction<Measurement> figure) {
        double[] floor = of(load, "floor").stream().mapToDouble(figure).toArray();
        double[] gateway = of(load, "gateway").stream().mapToDouble(figure).toArray();
        DoubleStream ratios = IntStream.range(0, floor.length).mapToDouble(round -> gateway[round] / floor[round]);
        return Spread.of(ratios);
    }

    /** Both tables in Markdown. */
    public String tables() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Load load : loads()) {
            for (String server : List.of("floor", "gateway")) {
                text.append(row(load, server));
            }
        }
        text.append('\n').append(RATIO_HEAD);
        for (Load load : loads()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    load.label(),
                    ratio(load, each -> each.result().hooksPerSecond()).text("%.2f"),
                    ratio(load, each -> each.result().p99Millis()).text("%.2f"),
                    ratio(load, Measurement::serverCpuPerMillion).text("%.2f")));
        }
        return text.toString();
    }

    private String row(Load load, String server) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %.0f | %.1f | %.1f | %.1f | %d | %.2f |%n",
                load.label(),
                server,
                spread(load, server, each -> each.result().hooksPerSecond()).text("%.0f"),
                spread(load, server, each -> each.result().p50Millis()).text("%.2f"),
                spread(load, server, each -> each.result().p99Millis()).text("%.2f"),
                spread(load, server, each -> each.result().p999Millis()).text("%.2f"),
                spread(load, server, Measurement::residentMegabytes).most(),
                spread(load, server, Measurement::serverCpuPerMillion).median(),
                spread(load, server, Measurement::brokerCpuPerMillion).median(),
                spread(load, server, Measurement::generatorCpuPerMillion).median(),
                of(load, server).stream()
                        .mapToLong(each -> each.result().errors())
                        .sum(),
                spread(load, server, Measurement::processorsOfOthers).most());
    }
}
