/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rule of Prometheus: an alert, or an expression that is recorded under a name of its own. */
record Rule(JsonNode root) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static List<Rule> all() {
        return yaml(".rules.yml")
                .flatMap(file -> Shipped.elements(file.path("groups")))
                .flatMap(group -> Shipped.elements(group.path("rules")))
                .map(Rule::new)
                .toList();
    }

    static List<Rule> alerts() {
        return all().stream().filter(rule -> rule.root.has("alert")).toList();
    }

    /** Names that rules give to what they record. */
    static Set<String> recorded() {
        return all().stream()
                .filter(rule -> rule.root.has("record"))
                .map(rule -> rule.root.path("record").textValue())
                .collect(Collectors.toSet());
    }

    /** The files in the folder of rules that end so. */
    static Stream<JsonNode> yaml(String ending) {
        return Shipped.files("rules", ending).map(file -> {
            try {
                return YAML.readTree(Shipped.text(file));
            } catch (JsonProcessingException e) {
                throw new AssertionError(file + " is no valid YAML", e);
            }
        });
    }

    String alert() {
        return root.path("alert").asText();
    }

    String expression() {
        return root.path("expr").textValue();
    }
}
