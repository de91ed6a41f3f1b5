/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.Step;
import java.util.Set;

/** Everything that a page needs to know to explain figures, for programs to read. */
final class MetricDefinitionsView {
    private static final String PERCENTILES =
            "Nearest rank. Exact up to 120 s; above that within 1 %, because values are counted in buckets.";

    private MetricDefinitionsView() {}

    static ObjectNode json(FiguresView figures, Set<Dimension> counted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode metrics = json.putArray("metrics");
        for (Metric metric : Metric.values()) {
            ObjectNode definition = metric.json();
            ObjectNode attribution = definition.putObject("attribution");
            for (Dimension dimension : Dimensions.ALL) {
                attribution.put(Dimensions.name(dimension), metric.creditedTo(dimension));
            }
            metrics.add(definition);
        }
        ArrayNode anomalies = json.putArray("anomalies");
        for (AnomalyMeaning anomaly : AnomalyMeaning.values()) {
            anomalies
                    .addObject()
                    .put("code", anomaly.code())
                    .put("leavesOut", anomaly.leavesOut())
                    .put("meaning", anomaly.meaning());
        }
        json.put("percentiles", PERCENTILES);
        json.put("nulls", "null cannot be computed, 0 is a measured zero");
        ArrayNode within = json.putArray("within");
        figures.withinSeconds().forEach(within::add);
        ArrayNode dimensions = json.putArray("dimensions");
        Dimensions.ALL.stream().filter(counted::contains).map(Dimensions::name).forEach(dimensions::add);
        ArrayNode windows = json.putArray("windows");
        RollingWindow.parameters().forEach(windows::add);
        ArrayNode steps = json.putArray("steps");
        Step.parameters().forEach(steps::add);
        return json;
    }
}
