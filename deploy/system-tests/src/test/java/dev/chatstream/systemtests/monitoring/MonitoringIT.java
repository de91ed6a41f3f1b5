/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.local.Sample;
import dev.chatstream.local.simulator.HookStream;
import dev.chatstream.systemtests.TestRun;
import dev.chatstream.systemtests.monitoring.Expression.Selector;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything that dashboards and alerts name is what the running programs show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {
    private static final int HOOKS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long ACCOUNT = 1001;

    /** What Prometheus adds to every sample. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance");

    /** Only there with TLS, or once it has happened; a local run has neither for sure. */
    private static final Set<String> NOT_IN_EVERY_RUN = Set.of(
            "chatstream_gateway_tls_certificate_expires_seconds",
            "chatstream_gateway_tls_reloads_total",
            "jvm_gc_pause_seconds_sum");

    private TestRun run;

    @BeforeAll
    void start() {
        run = TestRun.fresh("monitoring");
        HookStream stream = new HookStream(7, Instant.now().minus(Duration.ofMinutes(10)), 1);
        Stream.generate(stream::next).limit(HOOKS).forEach(hook -> run.post(hook.body()));
        assertThat(run.post("no hook").statusCode()).isEqualTo(400);
        String odd = Sample.endingAt(Sample.CURRENT, Instant.now().minusSeconds(60))
                .replaceFirst("\"firstResponse\": *[0-9]+", "\"firstResponse\": -1");
        assertThat(run.post(odd).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> exposed()
                        .has(new Selector(
                                "chatstream_processor_anomalies_total", Map.of("kind", "firstResponse.negative"))));
    }

    @AfterAll
    void stop() {
        run.close();
    }

    private String metrics(int port) {
        return run.get(URI.create("http://127.0.0.1:" + port + "/metrics")).body();
    }

    private Exposition exposed() {
        return Exposition.of(
                metrics(run.pipeline().ports().gatewayOps()),
                metrics(run.pipeline().ports().processorOps()));
    }

    private static List<String> expressions() {
        return Stream.concat(
                        Dashboard.ofPrometheus()
                                .map(query -> query.target().path("expr").asText()),
                        Rule.all().stream().map(Rule::expression))
                .map(Expression::asPrometheusSeesIt)
                .distinct()
                .toList();
    }

    @Test
    void the_programs_show_every_metric_with_every_label_that_dashboards_and_alerts_name() {
        // Given
        Exposition exposed = exposed();
        Set<String> ofPrometheus =
                Stream.concat(Rule.recorded().stream(), Stream.of("up")).collect(Collectors.toSet());

        // When
        Set<String> missing = new TreeSet<>();
        for (String text : expressions()) {
            Expression expression = Expression.of(text);
            Set<String> labels = new TreeSet<>(OF_THE_SCRAPE);
            for (Selector selector : expression.selectors()) {
                labels.addAll(exposed.labelsOf(selector.metric()));
                if (!exposed.has(selector)
                        && !ofPrometheus.contains(selector.metric())
                        && !NOT_IN_EVERY_RUN.contains(selector.metric())) {
                    missing.add(selector.toString());
                }
            }
            expression.groupings().stream()
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> missing.add(label + " in " + text));
        }

        // Then
        assertThat(missing).isEmpty();
    }

    @Test
    void prometheus_has_a_value_for_every_panel_and_evaluates_every_rule() {
        try (PrometheusProgram prometheus = PrometheusProgram.start(
                TestRun.dataFolder("monitoring-prometheus"), run.pipeline().ports())) {
            // Given
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> prometheus
                                    .query(run, "count_over_time(up[1m]) > 5 and up == 1")
                                    .size()
                            == 2);

            // When
            Set<String> empty = expressions().stream()
                    .filter(expression -> Rule.alerts().stream()
                            .noneMatch(alert -> alert.expression().equals(expression)))
                    .filter(expression -> Expression.of(expression).selectors().stream()
                            .noneMatch(selector -> NOT_IN_EVERY_RUN.contains(selector.metric())))
                    .filter(expression -> prometheus.query(run, expression).isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));

            // Then
            assertThat(empty).isEmpty();
            List<JsonNode> rules = Shipped.elements(
                            prometheus.answer(run, "rules").path("groups"))
                    .flatMap(group -> Shipped.elements(group.path("rules")))
                    .toList();
            assertThat(rules)
                    .hasSameSizeAs(Rule.all())
                    .allSatisfy(rule -> assertThat(rule.path("health").asText())
                            .as(rule.path("name").asText() + ": "
                                    + rule.path("lastError").asText())
                            .isEqualTo("ok"));
            assertThat(prometheus.query(run, "ALERTS{alertstate=\"firing\", severity=\"critical\"}"))
                    .isEmpty();
        }
    }

    @Test
    void the_query_api_answers_what_the_dashboard_of_an_account_asks_and_has_every_column() {
        // Given
        String from = Instant.now().minus(Duration.ofHours(24)).toString();

        // When, Then
        assertThat(Dashboard.ofApi()).isNotEmpty().allSatisfy(query -> {
            String path = query.target()
                    .path("url")
                    .asText()
                    .replace("${account}", Long.toString(ACCOUNT))
                    .replace("${__from:date:iso}", from)
                    .replace("${__to:date:iso}", Instant.now().toString());
            assertThat(path).doesNotContain("$");
            HttpResponse<String> answer = run.get(
                    URI.create("http://127.0.0.1:" + run.pipeline().ports().api() + path));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertColumns(query, TestRun.json(answer.body()));
        });
    }

    private static void assertColumns(Dashboard.Query query, JsonNode answer) {
        String rows = query.target().path("root_selector").asText();
        JsonNode first = rows.isEmpty() ? answer : answer.path(rows).path(0);
        assertThat(query.target().path("columns")).isNotEmpty().allSatisfy(column -> {
            String selector = column.path("selector").asText();
            assertThat(first.at("/" + selector.replace('.', '/')).isMissingNode())
                    .as("%s: %s", query.panel(), selector)
                    .isFalse();
        });
    }
}
