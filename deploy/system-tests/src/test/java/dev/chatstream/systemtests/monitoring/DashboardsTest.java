/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboards can be provisioned as they are, and say what they show. */
class DashboardsTest {
    private static final int WIDTH = 24;

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    private static Map<String, String> typesOfProvisionedSources() throws Exception {
        Map<String, String> types = new HashMap<>();
        JsonNode sources = new YAMLMapper()
                .readTree(Shipped.text(Shipped.folder().resolve("provisioning/datasources/chatstream.yml")))
                .path("datasources");
        sources.forEach(source ->
                types.put(source.path("uid").asText(), source.path("type").asText()));
        return types;
    }

    @Test
    void each_has_an_id_of_its_own_and_links_lead_to_one_that_is_there() {
        List<String> uids = dashboards().stream().map(Dashboard::uid).toList();
        assertThat(uids).hasSize(2).doesNotHaveDuplicates().allMatch(uid -> uid.startsWith("chatstream-"));
        assertThat(dashboards())
                .flatExtracting(dashboard ->
                        Shipped.elements(dashboard.root().path("links")).toList())
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(uids).contains(link.path("url").asText().replace("/d/", "")));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void every_panel_has_a_title_a_description_a_unit_and_an_id(Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText())
                    .as(title)
                    .isNotBlank()
                    .endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.path("targets")).as(title).isNotEmpty();
        });
        assertThat(Shipped.elements(dashboard.root().path("panels"))
                        .map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id > 0);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void no_panel_lies_on_another_or_beyond_the_edge(Dashboard dashboard) {
        Map<String, String> taken = new HashMap<>();
        for (JsonNode panel : dashboard.root().path("panels")) {
            JsonNode place = panel.path("gridPos");
            int x = place.path("x").asInt();
            int y = place.path("y").asInt();
            String title = panel.path("title").asText();
            assertThat(x + place.path("w").asInt()).as(title).isLessThanOrEqualTo(WIDTH);
            for (int column = x; column < x + place.path("w").asInt(); column++) {
                for (int line = y; line < y + place.path("h").asInt(); line++) {
                    assertThat(taken.put(column + "," + line, title)).as(title).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void every_query_asks_a_source_that_can_be_chosen_and_is_provisioned(Dashboard dashboard) throws Exception {
        Map<String, String> provisioned = typesOfProvisionedSources();
        Map<String, String> choices = Shipped.elements(dashboard.root().at("/templating/list"))
                .filter(variable -> variable.path("type").asText().equals("datasource"))
                .collect(Collectors.toMap(
                        variable -> "${" + variable.path("name").asText() + "}",
                        variable -> variable.path("query").asText()));
        Shipped.elements(dashboard.root().at("/templating/list"))
                .filter(variable -> variable.path("type").asText().equals("datasource"))
                .forEach(variable -> assertThat(provisioned)
                        .containsEntry(
                                variable.at("/current/value").asText(),
                                variable.path("query").asText()));
        assertThat(dashboard.queries())
                .isNotEmpty()
                .allSatisfy(query -> assertThat(choices)
                        .containsEntry(query.target().at("/datasource/uid").asText(), query.type()));
    }

    @Test
    void every_metric_is_in_the_papers_or_recorded_by_a_rule() {
        Papers papers = Papers.read();
        TreeSet<String> unknown = new TreeSet<>();
        Dashboard.ofPrometheus()
                .flatMap(query -> Expression.of(query.target().path("expr").asText()).selectors().stream())
                .map(Expression.Selector::metric)
                .filter(metric -> !papers.list(metric) && !Rule.recorded().contains(metric))
                .forEach(unknown::add);
        assertThat(unknown).isEmpty();
    }
}
