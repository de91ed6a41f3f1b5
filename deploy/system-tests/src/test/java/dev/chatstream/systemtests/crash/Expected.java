/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The figures of a summary as the contract says that they are answered, and what an answer has otherwise. */
final class Expected {
    /** Ratios are answered with at least three decimals; so far it has been six. */
    private static final double HALF_A_DIGIT = 0.000_000_6;

    /** What an answer tells about itself, not about conversations; judged elsewhere. */
    private static final Set<String> ABOUT_ITSELF =
            Set.of("accountId", "window", "asOf", "watermark", "stale", "previous");

    private static final Set<String> OF_FIGURES = Set.of("firstResponse", "avgResponse", "responseTime", "rating");

    private static final double Z = 1.959963984540054;

    private final List<String> wrong = new ArrayList<>();
    private int numbers;

    private Expected() {}

    /** How many numbers were compared, how many conversations they count, and which were wrong. */
    record Verdict(int numbers, long counted, List<String> wrong) {}

    static Verdict compared(Figures figures, JsonNode answer) {
        Verdict verdict = compared(json(figures), answer);
        return new Verdict(verdict.numbers(), figures.count("total"), verdict.wrong());
    }

    /** Of figures that do not count conversations. */
    static Verdict compared(ObjectNode must, JsonNode answer) {
        Expected expected = new Expected();
        expected.compare("", must, answer);
        return new Verdict(expected.numbers, 0, expected.wrong);
    }

    private void compare(String path, JsonNode must, JsonNode is) {
        if (must.isObject() && is.isObject()) {
            Set<String> names = new TreeSet<>();
            must.fieldNames().forEachRemaining(names::add);
            is.fieldNames().forEachRemaining(names::add);
            if (path.isEmpty()) {
                names.removeAll(ABOUT_ITSELF);
            }
            names.forEach(name -> compare(path + "/" + name, must.path(name), is.path(name)));
        } else if (must.isArray() && is.isArray() && must.size() == is.size()) {
            for (int index = 0; index < must.size(); index++) {
                compare(path + "/" + index, must.get(index), is.get(index));
            }
        } else {
            numbers++;
            if (!same(must, is)) {
                wrong.add(path + ": expected " + must + ", found " + is);
            }
        }
    }

    private static boolean same(JsonNode must, JsonNode is) {
        if (must.isDouble() && is.isNumber()) {
            return Math.abs(must.doubleValue() - is.doubleValue()) < HALF_A_DIGIT;
        }
        if (must.isIntegralNumber() && is.isIntegralNumber()) {
            return must.longValue() == is.longValue();
        }
        return must.equals(is);
    }

    private static ObjectNode json(Figures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = json.putObject("counts");
        for (String name : List.of(
                "total",
                "chat",
                "missed",
                "offline",
                "unclassified",
                "served",
                "endedUnanswered",
                "triggered",
                "completed",
                "dropped")) {
            counts.put(name, figures.count(name));
        }
        json.put("missedRate", ratio(figures.count("missed"), figures.count("chat") + figures.count("missed")));
        ObjectNode within = responses(json.putObject("firstResponse"), figures.firstResponse)
                .putObject("within");
        for (int limit : new int[] {30, 60}) {
            within.put(
                    Integer.toString(limit), ratio(figures.firstResponse.upTo(limit), figures.firstResponse.count()));
        }
        responses(json.putObject("avgResponse"), figures.avgResponse);
        responses(json.putObject("responseTime"), figures.responseTime);
        duration(json.putObject("duration"), figures.duration);
        rating(json.putObject("rating"), figures);
        ObjectNode excluded = json.putObject("excluded");
        figures.anomalies.forEach((code, count) -> {
            if (OF_FIGURES.contains(code.substring(0, code.indexOf('.')))) {
                excluded.put(code, count);
            }
        });
        return json;
    }

    private static ObjectNode responses(ObjectNode json, Seconds seconds) {
        json.put("unit", "s")
                .put("n", seconds.count())
                .put("mean", ratio(seconds.sum(), seconds.count()))
                .put("min", seconds.min())
                .put("max", seconds.max());
        for (int percent : new int[] {50, 90, 95, 99}) {
            json.put("p" + percent, seconds.percentile(percent));
        }
        return json;
    }

    private static void duration(ObjectNode json, Seconds seconds) {
        json.put("unit", "s")
                .put("n", seconds.count())
                .put("mean", ratio(seconds.sum(), seconds.count()))
                .put("sum", seconds.sum())
                .put("p50", seconds.percentile(50))
                .put("p90", seconds.percentile(90));
    }

    private static void rating(ObjectNode json, Figures figures) {
        long n = 0;
        long stars = 0;
        ObjectNode counts = JsonNodeFactory.instance.objectNode();
        for (int star = 1; star <= figures.ratings.length; star++) {
            n += figures.ratings[star - 1];
            stars += star * figures.ratings[star - 1];
            counts.put(Integer.toString(star), figures.ratings[star - 1]);
        }
        long good = figures.ratings[3] + figures.ratings[4];
        json.put("n", n).put("mean", ratio(stars, n)).put("csat", ratio(good, n));
        if (n == 0) {
            json.putNull("csatInterval");
        } else {
            json.putArray("csatInterval").add(wilson(good, n, -1)).add(wilson(good, n, 1));
        }
        json.set("counts", counts);
        json.put("invalid", figures.anomalies.getOrDefault("rating.outOfScale", 0L));
    }

    private static double wilson(long hits, long n, int side) {
        double share = (double) hits / n;
        double root = Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
        return (share + Z * Z / (2.0 * n) + side * Z * root) / (1 + Z * Z / n);
    }

    static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (Double) ((double) part / whole);
    }
}
