/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.spool.Departure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Operators find every metric in the paper, and no metric in it that is not there. */
class MetricsPaperTest {
    private static final Path PAPER = Path.of("../docs/gateway-metrics.md");
    private static final Path SOURCES = Path.of("src/main/java");
    /** What Prometheus puts behind a name for the kind and the unit. */
    private static final Pattern SUFFIX = Pattern.compile("(_seconds|_bytes|_hooks|_files|_total)+$");

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> SUFFIX.matcher(result.group(1).replace('.', '_')).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void listsEveryMetricAndNoOther() throws IOException {
        // Given
        Set<String> registered = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> registered.addAll(found(read(file), "\"(chatstream\\.gateway\\.[a-z.]+)\"")));
        }

        // When
        Set<String> listed = found(read(PAPER), "(?m)^\\| `(chatstream_gateway_[a-z_]+)`");

        // Then
        assertThat(listed).isNotEmpty().isEqualTo(registered);
    }

    @Test
    void warnsOfMetricsThatAreThere() {
        // Given
        String paper = read(PAPER);
        Set<String> listed = found(paper, "(?m)^\\| `(chatstream_gateway_[a-z_]+)`");

        // When
        Matcher mentioned = Pattern.compile("chatstream_gateway_[a-z_]+").matcher(paper);

        // Then
        assertThat(mentioned
                        .results()
                        .map(result -> SUFFIX.matcher(result.group()).replaceAll("")))
                .allSatisfy(name -> assertThat(listed).contains(name));
    }

    private static Set<String> words(Enum<?>... values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> listed(String metric) {
        String line = read(PAPER)
                .lines()
                .filter(one -> one.startsWith("| `" + metric + "`"))
                .findFirst()
                .orElseThrow();
        String values = line.split("`: ", 2)[1].split("[.|]", 2)[0].replaceAll("\\([^)]*\\)", "");
        return Arrays.stream(values.split(",", -1)).map(String::strip).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void listsEveryReasonForARefusal() {
        Set<String> reasons = words(Refusal.values());
        reasons.add("bug");
        assertThat(listed("chatstream_gateway_hooks_refused_total")).isEqualTo(reasons);
    }

    @Test
    void listsEveryReasonForARejection() {
        assertThat(listed("chatstream_gateway_hooks_rejected_total")).isEqualTo(words(RejectionReason.values()));
    }

    @Test
    void listsEveryWayOutOfTheSpool() {
        assertThat(listed("chatstream_gateway_spool_left_total")).isEqualTo(words(Departure.values()));
    }

    @Test
    void listsEveryReasonForWhichAConnectionIsEnded() {
        assertThat(listed("chatstream_gateway_connections_ended_total"))
                .isEqualTo(words(ConnectionMetrics.Reason.values()));
    }
}
