/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Histogram;
import dev.chatstream.processor.aggregate.PaneKey;
import java.util.Arrays;
import java.util.Locale;

/** A pane as a line of JSON, with the names of the published record. */
public final class PaneLines {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PaneLines() {}

    public static String line(PaneKey key, Granularity granularity, Aggregate pane) {
        ObjectNode json = JSON.objectNode()
                .put("key", key.recordKey())
                .put("accountId", key.accountId())
                .put("dimension", key.about().dimension().name().toLowerCase(Locale.ROOT))
                .put("value", key.about().value())
                .put("start", key.start().toString())
                .put("seconds", granularity.length().toSeconds());
        for (Count count : Count.values()) {
            json.put(camelCase(count.name()), pane.count(count));
        }
        json.set("firstResponse", histogram(pane.firstResponse()));
        json.set("avgResponse", histogram(pane.avgResponse()));
        json.set("responseTime", histogram(pane.responseTime()));
        json.set("duration", histogram(pane.duration()));
        ArrayNode ratings = json.putArray("ratings");
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            ratings.add(pane.ratings(stars));
        }
        ObjectNode anomalies = json.putObject("anomalies");
        pane.anomalies().forEach(anomalies::put);
        return json.toString();
    }

    private static ObjectNode histogram(Histogram histogram) {
        ObjectNode json = JSON.objectNode().put("count", histogram.count()).put("sum", histogram.sum());
        ArrayNode indexes = json.putArray("indexes");
        Arrays.stream(histogram.indexes()).forEach(indexes::add);
        ArrayNode counts = json.putArray("counts");
        Arrays.stream(histogram.counts()).forEach(counts::add);
        return json;
    }

    private static String camelCase(String constant) {
        String[] words = constant.toLowerCase(Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}
