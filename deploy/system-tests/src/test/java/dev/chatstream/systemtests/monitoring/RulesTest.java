/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts say what is wrong, are made of metrics that are there, and each is shown to fire. */
class RulesTest {
    private static final Pattern NAMED = Pattern.compile("alertname=\"(\\w+)\"");

    @Test
    void every_alert_has_a_name_of_its_own_and_says_how_bad_it_is_and_what_to_do() {
        assertThat(Rule.alerts())
                .extracting(Rule::alert)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("Chatstream"));
        assertThat(Rule.alerts()).hasSizeGreaterThan(20).allSatisfy(rule -> {
            assertThat(rule.root().at("/labels/severity").asText())
                    .as(rule.alert())
                    .isIn("critical", "warning");
            assertThat(rule.root().at("/annotations/summary").asText())
                    .as(rule.alert())
                    .isNotBlank();
            assertThat(rule.root().at("/annotations/description").asText())
                    .as(rule.alert())
                    .endsWith(".");
        });
    }

    @Test
    void every_metric_is_in_the_papers_or_recorded_by_a_rule() {
        Papers papers = Papers.read();
        Set<String> recorded = Rule.recorded();
        assertThat(Rule.all())
                .flatExtracting(rule -> Expression.of(rule.expression()).selectors())
                .extracting(Expression.Selector::metric)
                .isNotEmpty()
                .allMatch(metric -> papers.list(metric) || recorded.contains(metric));
    }

    @Test
    void every_alert_fires_in_a_test_of_promtool_and_keeps_silent_in_one() {
        // Given
        List<JsonNode> tests = Rule.yaml(".test.yml")
                .flatMap(file -> Shipped.elements(file.path("tests")))
                .toList();

        // When
        Set<String> firing = Stream.concat(
                        tests.stream()
                                .flatMap(test -> Shipped.elements(test.path("alert_rule_test")))
                                .filter(one -> !one.path("exp_alerts").isEmpty())
                                .map(one -> one.path("alertname").asText()),
                        tests.stream()
                                .flatMap(test -> Shipped.elements(test.path("promql_expr_test")))
                                .flatMap(one -> Shipped.elements(one.path("exp_samples")))
                                .map(sample -> sample.path("labels").asText())
                                .filter(labels -> labels.contains("alertstate=\"firing\""))
                                .flatMap(labels -> NAMED.matcher(labels).results())
                                .map(named -> named.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> fed = quietInput(tests);

        // Then
        assertThat(Rule.alerts()).extracting(Rule::alert).containsExactlyInAnyOrderElementsOf(firing);
        assertThat(Rule.alerts())
                .flatExtracting(rule -> Expression.of(rule.expression()).selectors())
                .extracting(Expression.Selector::metric)
                .filteredOn(metric -> !Rule.recorded().contains(metric))
                .allMatch(fed::contains);
    }

    /** Metrics that are there in tests at whose end no alert may fire. */
    private static Set<String> quietInput(List<JsonNode> tests) {
        return tests.stream()
                .filter(test -> Shipped.elements(test.path("promql_expr_test"))
                        .anyMatch(one -> one.path("expr").asText().equals("ALERTS")
                                && one.path("exp_samples").isEmpty()))
                .flatMap(test -> Shipped.elements(test.path("input_series")))
                .map(series -> series.path("series").asText().replaceAll("\\{.*", ""))
                .collect(Collectors.toSet());
    }
}
