/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus' own tool on what is shipped for it. */
class PromtoolIT {
    @Test
    void the_configuration_and_its_rules_are_what_prometheus_takes() {
        // When
        PrometheusProgram.Outcome outcome =
                PrometheusProgram.promtool(Shipped.folder(), List.of("check", "config", "prometheus.yml"));

        // Then
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains(Shipped.files("rules", ".rules.yml")
                        .map(file -> "Checking rules/" + file.getFileName())
                        .toList())
                .doesNotContainPattern("\\b0 rules found");
    }

    @Test
    void alerts_fire_when_they_should_and_only_then() {
        // Given
        List<String> tests = Shipped.files("rules", ".test.yml")
                .map(file -> file.getFileName().toString())
                .toList();

        // When
        PrometheusProgram.Outcome outcome = PrometheusProgram.promtool(
                Shipped.folder().resolve("rules"),
                Stream.concat(Stream.of("test", "rules"), tests.stream()).toList());

        // Then
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output().split("SUCCESS", -1)).hasSize(tests.size() + 1);
    }
}
