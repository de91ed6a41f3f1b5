/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.query.PaneCover;
import dev.chatstream.processor.query.Reading;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why the figures of a summary are what they are: what was counted, what was left out, and where the bounds are from.
 */
record ExplainView(FiguresView figures) {
    private static final String EVENT_TIME =
            "A conversation counts when it ended; when it was received, if its end lies"
                    + " more than 5 minutes after that. from is part of the window, to is not.";
    private static final String SNAPPED = "A window that starts in the last 72 hours is made of whole minutes; an older"
            + " one of whole quarters of an hour, so both ends move outward to them.";
    private static final String ZONE =
            "The setting accounts.<account>.timezone, else timezone.default, else the request's" + " tz, else UTC.";

    ObjectNode json(Reading reading, DimensionKey about, Aggregate counted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("bounds", bounds(reading, about));
        ArrayNode metrics = json.putArray("metrics");
        for (Metric metric : Metric.values()) {
            metrics.add(metric(metric, about, counted));
        }
        ArrayNode remarks = json.putArray("remarks");
        counted.anomalies().forEach((code, n) -> {
            if (!AnomalyMeaning.leavesOut(code)) {
                remarks.add(anomaly(code, n));
            }
        });
        return json;
    }

    private static ObjectNode bounds(Reading reading, DimensionKey about) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("eventTime", EVENT_TIME).put("snapping", SNAPPED).put("tz", ZONE);
        ArrayNode panes = json.putArray("panes");
        for (PaneCover.Part part : reading.window().cover().parts()) {
            panes.add(TimeRangeView.json(part.range())
                    .put("length", part.granularity().length().toString())
                    .put("nonEmpty", reading.panes(about, part)));
        }
        return json;
    }

    private ObjectNode metric(Metric metric, DimensionKey about, Aggregate counted) {
        ObjectNode json = metric.json();
        json.put("creditedTo", metric.creditedTo(about.dimension()));
        long total = counted.count(Count.CONVERSATIONS);
        long served = counted.count(Count.SERVED);
        boolean ofAgent = about.dimension() == Dimension.AGENT;
        switch (metric) {
            case MISSED_RATE -> {
                long n = counted.count(Count.CHATS) + counted.count(Count.MISSED);
                ArrayNode without = basis(json, n, total);
                reason(without, "offline", counted.count(Count.OFFLINE), "Nobody was there to answer.");
                reason(without, "unclassified", counted.count(Count.UNCLASSIFIED), "Neither chat nor missed.");
            }
            case FIRST_RESPONSE, FIRST_RESPONSE_WITHIN ->
                values(json, "firstResponse.", counted.firstResponse().count(), served, counted, ofAgent);
            case AVG_RESPONSE ->
                values(json, "avgResponse.", counted.avgResponse().count(), served, counted, false);
            case DURATION -> values(json, "duration.", counted.duration().count(), served, counted, false);
            case RATING, CSAT -> values(json, "rating.", ratings(counted), total, counted, ofAgent);
            case RESPONSE_TIME ->
                anomalies(basis(json, counted.responseTime().count(), null), "responseTime.", counted);
            default -> basis(json, counted(metric, counted), total);
        }
        return json;
    }

    /** What a count counts. */
    private long counted(Metric metric, Aggregate counted) {
        ObjectNode all = figures.addTo(JsonNodeFactory.instance.objectNode(), counted);
        return all.at("/" + metric.key().replace('.', '/')).longValue();
    }

    private static long ratings(Aggregate counted) {
        long n = 0;
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            n += counted.ratings(stars);
        }
        return n;
    }

    private static ArrayNode basis(ObjectNode json, long n, @Nullable Long of) {
        return json.put("counted", n).put("of", of).putArray("excluded");
    }

    /** Every conversation of which there is no value has a reason; what no anomaly explains was not given. */
    private static void values(ObjectNode json, String prefix, long n, long of, Aggregate counted, boolean ofAgent) {
        ArrayNode without = basis(json, n, of);
        long explained = anomalies(without, prefix, counted);
        reason(
                without,
                "none",
                of - n - explained,
                ofAgent ? "No value was given, or it is credited to another agent." : "No value was given.");
    }

    private static long anomalies(ArrayNode without, String prefix, Aggregate counted) {
        long sum = 0;
        for (Map.Entry<String, Long> found : counted.anomalies().entrySet()) {
            if (found.getKey().startsWith(prefix) && AnomalyMeaning.leavesOut(found.getKey())) {
                without.add(anomaly(found.getKey(), found.getValue()));
                sum += found.getValue();
            }
        }
        return sum;
    }

    private static void reason(ArrayNode without, String code, long n, String meaning) {
        if (n > 0) {
            without.addObject().put("reason", code).put("conversations", n).put("meaning", meaning);
        }
    }

    private static ObjectNode anomaly(String code, long n) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reason", code)
                .put("conversations", n)
                .put(
                        "meaning",
                        AnomalyMeaning.of(code).map(AnomalyMeaning::meaning).orElse(code));
    }
}
