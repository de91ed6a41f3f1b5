/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.Histogram;
import dev.chatstream.processor.query.Wilson;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one place where an aggregate becomes figures, whatever it is of: a window, a bucket of a time series, an agent.
 * Null means that a figure cannot be computed; 0 is a measured zero.
 */
public final class FiguresView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final double DECIMALS = 1e6;
    private static final int SATISFIED = 4;

    /** The one figure that is two numbers. */
    static final String CSAT_INTERVAL = "rating.csatInterval";

    private static final String RATING_INVALID = "rating.outOfScale";

    private final List<Integer> withinSeconds;

    /** @param withinSeconds the T of "share answered within T seconds", each a bucket's edge */
    public FiguresView(List<Integer> withinSeconds) {
        this.withinSeconds = List.copyOf(withinSeconds);
    }

    List<Integer> withinSeconds() {
        return withinSeconds;
    }

    /**
     * Where each figure stands in an answer, such as {@code firstResponse.p50}; the reasons in {@code excluded} apart.
     */
    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        addPaths("", addTo(JSON.objectNode(), Aggregate.ZERO), paths);
        return paths;
    }

    private static void addPaths(String prefix, ObjectNode figures, Set<String> paths) {
        for (Map.Entry<String, JsonNode> member : figures.properties()) {
            String path = prefix + member.getKey();
            if (member.getValue() instanceof ObjectNode inner) {
                addPaths(path + ".", inner, paths);
            } else if (!member.getValue().isTextual()) {
                paths.add(path);
            }
        }
    }

    /** Adds all figures to {@code json}. */
    ObjectNode addTo(ObjectNode json, Aggregate figures) {
        json.set("counts", counts(figures));
        json.put("missedRate", missedRate(figures));
        ObjectNode firstResponse = responses(figures.firstResponse());
        firstResponse.set("within", within(figures.firstResponse()));
        json.set("firstResponse", firstResponse);
        json.set("avgResponse", responses(figures.avgResponse()));
        json.set("responseTime", responses(figures.responseTime()));
        json.set("duration", duration(figures.duration()));
        json.set("rating", rating(figures));
        json.set("excluded", excluded(figures));
        return json;
    }

    private static ObjectNode counts(Aggregate figures) {
        return JSON.objectNode()
                .put("total", figures.count(Count.CONVERSATIONS))
                .put("chat", figures.count(Count.CHATS))
                .put("missed", figures.count(Count.MISSED))
                .put("offline", figures.count(Count.OFFLINE))
                .put("unclassified", figures.count(Count.UNCLASSIFIED))
                .put("served", figures.count(Count.SERVED))
                .put("endedUnanswered", figures.count(Count.ENDED_UNANSWERED))
                .put("triggered", figures.count(Count.TRIGGERED))
                .put("completed", figures.count(Count.COMPLETED))
                .put("dropped", figures.count(Count.DROPPED));
    }

    static @Nullable Double missedRate(Aggregate figures) {
        long missed = figures.count(Count.MISSED);
        return ratio(missed, figures.count(Count.CHATS) + missed);
    }

    /** Number, mean, extremes and percentiles. */
    static ObjectNode responses(Histogram seconds) {
        ObjectNode json = JSON.objectNode().put("unit", "s").put("n", seconds.count());
        json.put("mean", mean(seconds));
        json.put("min", boxed(seconds.min()));
        json.put("max", boxed(seconds.max()));
        for (int percent : new int[] {50, 90, 95, 99}) {
            json.put("p" + percent, boxed(seconds.percentile(percent)));
        }
        return json;
    }

    private ObjectNode within(Histogram seconds) {
        ObjectNode json = JSON.objectNode();
        withinSeconds.forEach(limit -> json.put(limit.toString(), ratio(seconds.countUpTo(limit), seconds.count())));
        return json;
    }

    private static ObjectNode duration(Histogram seconds) {
        return JSON.objectNode()
                .put("unit", "s")
                .put("n", seconds.count())
                .put("mean", mean(seconds))
                .put("sum", seconds.sum())
                .put("p50", boxed(seconds.percentile(50)))
                .put("p90", boxed(seconds.percentile(90)));
    }

    static ObjectNode rating(Aggregate figures) {
        ObjectNode counts = JSON.objectNode();
        long n = 0;
        long sum = 0;
        long satisfied = 0;
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            long given = figures.ratings(stars);
            counts.put(Integer.toString(stars), given);
            n += given;
            sum += given * stars;
            satisfied += stars >= SATISFIED ? given : 0;
        }
        ObjectNode json = JSON.objectNode().put("n", n);
        json.put("mean", ratio(sum, n));
        json.put("csat", ratio(satisfied, n));
        if (n == 0) {
            json.putNull("csatInterval");
        } else {
            Wilson interval = Wilson.interval(satisfied, n);
            json.putArray("csatInterval").add(rounded(interval.low())).add(rounded(interval.high()));
        }
        json.set("counts", counts);
        return json.put("invalid", figures.anomalies().getOrDefault(RATING_INVALID, 0L));
    }

    private static ObjectNode excluded(Aggregate figures) {
        ObjectNode json = JSON.objectNode();
        for (Map.Entry<String, Long> anomaly : figures.anomalies().entrySet()) {
            if (AnomalyMeaning.leavesOut(anomaly.getKey())) {
                json.put(anomaly.getKey(), anomaly.getValue());
            }
        }
        return json;
    }

    static @Nullable Double mean(Histogram seconds) {
        return ratio(seconds.sum(), seconds.count());
    }

    static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : rounded((double) part / whole);
    }

    private static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
