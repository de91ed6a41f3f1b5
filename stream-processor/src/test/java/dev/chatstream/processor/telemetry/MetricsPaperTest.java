/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.identity.HookCounts.What;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Operators find every metric in the paper, and no metric in it that is not there. */
class MetricsPaperTest {
    private static final Path PAPER = Path.of("../docs/processor-metrics.md");
    private static final Path SOURCES = Path.of("src/main/java");

    /** What Prometheus puts behind a name for the kind and the unit. */
    private static final Pattern SUFFIX = Pattern.compile("(_seconds|_bytes|_records|_total)+$");

    private static String plain(String name) {
        return SUFFIX.matcher(name.replace('.', '_')).replaceAll("");
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> plain(result.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> listed() {
        return found(read(PAPER), "(?m)^\\| `(chatstream_processor_[a-z_]+)`");
    }

    private static Set<String> registered() throws IOException {
        Set<String> registered = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file ->
                            registered.addAll(found(read(file), "\"(chatstream\\.processor\\.[a-z.]*[a-z])\"")));
        }
        registered.addAll(found(
                read(SOURCES.resolve("dev/chatstream/processor/telemetry/PipelineCounters.java"))
                        .replaceAll("counter\\(\\s*\"", "\"chatstream.processor."),
                "\"(chatstream\\.processor\\.[a-z.]*[a-z])\""));
        return registered;
    }

    @Test
    void listsEveryMetricAndNoOther() throws IOException {
        assertThat(listed()).isNotEmpty().isEqualTo(registered());
    }

    @Test
    void warnsOfMetricsThatAreThere() {
        assertThat(found(read(PAPER), "(chatstream_processor_[a-z_]+)")).isEqualTo(listed());
    }

    @Test
    void countsEverythingThatTheStateCounts() {
        // Given
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PipelineCounters counters = new PipelineCounters(meters, List.of(30));

        // When, Then
        assertThat(counters).isNotNull();
        assertThat(meters.getMeters().stream().filter(Counter.class::isInstance))
                .hasSize(What.values().length);
        assertThat(listed())
                .containsAll(meters.getMeters().stream()
                        // a histogram's buckets are meters of their own here, but part of it for Prometheus
                        .filter(meter -> meter.getId().syntheticAssociation() == null)
                        .map(meter -> plain(meter.getId().getName()))
                        .toList());
    }
}
