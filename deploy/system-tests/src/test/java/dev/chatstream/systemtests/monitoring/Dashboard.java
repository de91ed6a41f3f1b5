/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dashboard of Grafana as it is provisioned.
 *
 * @param file its name
 */
record Dashboard(String file, JsonNode root) {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * A query of a panel.
     *
     * @param panel its title
     */
    record Query(String panel, JsonNode target) {
        String type() {
            return target.path("datasource").path("type").textValue();
        }
    }

    static List<Dashboard> all() {
        return Shipped.files("dashboards", ".json").map(Dashboard::read).toList();
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file.getFileName().toString(), STRICT.readTree(Shipped.text(file)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(file + " is no valid JSON", e);
        }
    }

    String uid() {
        return root.path("uid").asText();
    }

    /** Panels that show something; rows only divide. */
    Stream<JsonNode> panels() {
        return Shipped.elements(root.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"));
    }

    Stream<Query> queries() {
        return panels().flatMap(panel -> Shipped.elements(panel.path("targets"))
                .map(target -> new Query(panel.path("title").asText(), target)));
    }

    /** Queries that Prometheus answers. */
    static Stream<Query> ofPrometheus() {
        return all().stream()
                .flatMap(Dashboard::queries)
                .filter(query -> query.type().equals("prometheus"));
    }

    /** Queries that the query API answers. */
    static Stream<Query> ofApi() {
        return all().stream()
                .flatMap(Dashboard::queries)
                .filter(query -> !query.type().equals("prometheus"));
    }
}
