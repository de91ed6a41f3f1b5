/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The floor and the processor through the same backlog, in rounds that took turns. */
public final class StreamComparison {
    private static final String HEAD = """
            | program | hooks/s | cold hooks/s | CPU s per million hooks: program | broker | records per hook | changelog records per hook | changelog bytes per hook | state bytes per hook | resident MiB | others, processors |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final List<StreamMeasurement> floors = new ArrayList<>();
    private final List<StreamMeasurement> processors = new ArrayList<>();

    /** Adds a round. */
    public void add(StreamMeasurement floor, StreamMeasurement processor) {
        floors.add(floor);
        processors.add(processor);
    }

    /** The processor's figure over the floor's, round by round: what disturbs a round mostly disturbs both. */
    Spread ratio(ToDoubleFunction<StreamMeasurement> figure) {
        return Spread.of(IntStream.range(0, floors.size())
                .mapToDouble(round ->
                        figure.applyAsDouble(processors.get(round)) / figure.applyAsDouble(floors.get(round))));
    }

    Spread processor(ToDoubleFunction<StreamMeasurement> figure) {
        return Spread.of(processors.stream().mapToDouble(figure));
    }

    boolean measured() {
        return !floors.isEmpty();
    }

    /** The table in Markdown, and the ratios; empty when nothing was measured. */
    public String tables() {
        if (!measured()) {
            return "";
        }
        return HEAD
                + row(floors)
                + row(processors)
                + String.format(
                        Locale.ROOT,
                        "%nProcessor to floor: hooks/s %s, cold %s, CPU of the program %s, of program and broker %s.%n",
                        ratio(StreamMeasurement::hooksPerSecond).text("%.3f"),
                        ratio(StreamMeasurement::coldHooksPerSecond).text("%.3f"),
                        ratio(StreamMeasurement::cpuPerMillion).text("%.2f"),
                        ratio(StreamMeasurement::costPerMillion).text("%.2f"));
    }

    static String row(List<StreamMeasurement> rounds) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.2f | %.2f | %.0f | %.0f | %.0f | %.2f |%n",
                rounds.get(0).program(),
                text(rounds, StreamMeasurement::hooksPerSecond, "%.0f"),
                text(rounds, StreamMeasurement::coldHooksPerSecond, "%.0f"),
                text(rounds, StreamMeasurement::cpuPerMillion, "%.1f"),
                text(rounds, StreamMeasurement::brokerCpuPerMillion, "%.1f"),
                spread(rounds, StreamMeasurement::recordsPerHook).median(),
                spread(rounds, StreamMeasurement::changesPerHook).median(),
                spread(rounds, StreamMeasurement::changeBytesPerHook).median(),
                spread(rounds, StreamMeasurement::stateBytesPerHook).median(),
                spread(rounds, StreamMeasurement::residentMegabytes).most(),
                spread(rounds, StreamMeasurement::processorsOfOthers).most());
    }

    private static String text(
            List<StreamMeasurement> rounds, ToDoubleFunction<StreamMeasurement> figure, String format) {
        return spread(rounds, figure).text(format);
    }

    private static Spread spread(List<StreamMeasurement> rounds, ToDoubleFunction<StreamMeasurement> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure));
    }
}
