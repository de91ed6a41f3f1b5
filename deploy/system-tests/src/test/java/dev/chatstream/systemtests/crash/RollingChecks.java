/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.avro.RollingSeconds;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The published values of rolling windows against the same windows added up by hand: the latest of each account and
 * window, where a tombstone or no record at all mean that the window is empty. When the next one had to be written
 * depends on the window, so three things are compared:
 *
 * <ul>
 *   <li>What was written since all was quiet has the figures of its window at that moment.
 *   <li>What was written before, and had to be written again meanwhile if a pane had entered or left its window, has
 *       the figures of the latest window for which that holds; so what must be there is, and nothing else.
 *   <li>What was written before and may still stand, which is so for 7 and 30 days, has the figures that its window had
 *       after one of the account's hooks. Nothing is said about what is not there, but that there is one for 30 days.
 * </ul>
 */
final class RollingChecks {
    /** The longest interval that the checks wait for. */
    private static final Duration AWAITED = Duration.ofMinutes(1);

    /** How much later than its time a busy machine may write a value. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final String LONGEST = "P30D";

    private final Model model;
    private final Map<Long, List<ConversationFacts>> counted;
    private final Instant quiet;
    private final Instant read;
    private final Map<String, Written> latest = new HashMap<>();

    /** A value or, when there is none, a tombstone, and when it was written. */
    private record Written(Instant at, @Nullable RollingMetrics value) {}

    /** What came out about a window, account by account. */
    private static final class Tally {
        private long expected;
        private long found;
        private long counted;
        private final List<String> wrong = new ArrayList<>();
    }

    /**
     * Reads all values once those of windows up to a day must be current.
     *
     * @param quiet from when on every hook was processed
     */
    RollingChecks(Model model, Committed topics, SchemaRegistry registry, Instant quiet) {
        this.model = model;
        this.counted = model.counted();
        this.quiet = quiet;
        Duration patience = AWAITED.plus(SLACK);
        Awaitility.await("values to be due")
                .atMost(patience.plusSeconds(10))
                .until(() -> quiet.plus(patience).isBefore(Instant.now()));
        read = Instant.now();
        RecordDecoder<RollingMetrics> decoder = RecordDecoder.of(RollingMetrics.class, registry);
        topics.read(Topic.METRICS_ROLLING, record -> {
            RollingMetrics value = record.value() == null ? null : decoder.decode(record.value());
            Instant at = Instant.ofEpochMilli(record.timestamp());
            latest.put(new String(record.key(), StandardCharsets.UTF_8), new Written(at, value));
        });
    }

    /**
     * A row for each window: how many values were compared; the last one tells of keys that should not be there too.
     */
    List<Row> windows() {
        List<Row> rows = new ArrayList<>();
        for (String window : Windows.ALL) {
            Tally tally = new Tally();
            counted.keySet().forEach(account -> check(tally, account, window, latest.remove(key(account, window))));
            boolean last = rows.size() + 1 == Windows.ALL.size();
            if (last) {
                latest.keySet().forEach(key -> tally.wrong.add("a value that nobody should have: " + key));
            }
            rows.add(new Row("metrics.rolling.v1, " + window, tally.expected, tally.found, tally.counted, tally.wrong));
        }
        return rows;
    }

    private static String key(long account, String window) {
        return account + "|account||" + window;
    }

    private void check(Tally tally, long account, String window, @Nullable Written written) {
        Instant due = read.minus(interval(window)).minus(SLACK);
        boolean old = written == null || written.at().isBefore(due);
        if (old && !due.isBefore(quiet)) {
            compare(tally, account, window, written, due);
        } else if (written != null && !written.at().isBefore(quiet)) {
            compare(tally, account, window, written, written.at());
        } else if (written != null && written.value() != null) {
            compareOnTheWay(tally, account, window, written, written.value());
        } else if (written == null && window.equals(LONGEST)) {
            compare(tally, account, window, null, quiet);
        }
    }

    private static Duration interval(String window) {
        return switch (window) {
            case "PT5M", "PT15M", "PT1H" -> Duration.ofSeconds(10);
            case "PT24H", "today" -> Duration.ofMinutes(1);
            default -> Duration.ofMinutes(15);
        };
    }

    /** Against the window at {@code moment}, when all hooks were processed. */
    private void compare(Tally tally, long account, String window, @Nullable Written written, Instant moment) {
        Windows.Bounds bounds = Windows.of(window, moment, Zones.published(account));
        Figures figures = figures(counted.getOrDefault(account, List.of()), bounds);
        RollingMetrics value = written == null ? null : written.value();
        boolean expected = figures.count("total") > 0;
        tally.expected += expected ? 1 : 0;
        tally.counted += figures.count("total");
        tally.found += value == null ? 0 : 1;
        if (value != null && expected) {
            Windows.Bounds own =
                    Windows.of(window, Objects.requireNonNull(written).at(), Zones.published(account));
            Expected.compared(json(account, window, own, figures), json(value))
                    .wrong()
                    .forEach(difference -> tally.wrong.add(key(account, window) + difference + " in " + value));
        } else if (value != null) {
            tally.wrong.add(key(account, window) + ": expected none at " + moment + ", found " + value);
        } else if (expected) {
            tally.wrong.add(key(account, window) + ": expected " + figures + " at " + moment + ", found none");
        }
    }

    /** Against the window after each hook of the account, because nobody can tell which of them was the last then. */
    private void compareOnTheWay(Tally tally, long account, String window, Written written, RollingMetrics value) {
        Windows.Bounds bounds = Windows.of(window, written.at(), Zones.published(account));
        ObjectNode is = json(value);
        Map<String, ConversationFacts> within = new HashMap<>();
        tally.expected++;
        tally.found++;
        tally.counted += value.getConversations();
        for (ConversationFacts next : model.history(account)) {
            ConversationFacts before = bounds.contain(next.getCountedAt())
                    ? within.put(next.getConversationId(), next)
                    : within.remove(next.getConversationId());
            boolean changed = before != null || bounds.contain(next.getCountedAt());
            // adding up takes time, and most of what is not it does not even have as many
            if (changed && within.size() == value.getConversations()) {
                ObjectNode must = json(account, window, bounds, figures(within.values(), bounds));
                if (Expected.compared(must, is).wrong().isEmpty()) {
                    return;
                }
            }
        }
        tally.wrong.add(key(account, window) + ": after no hook had the window " + value);
    }

    private static Figures figures(Collection<ConversationFacts> conversations, Windows.Bounds bounds) {
        Figures figures = new Figures();
        conversations.stream()
                .filter(facts -> bounds.contain(facts.getCountedAt()))
                .forEach(facts -> figures.add(facts, About.ACCOUNT));
        return figures;
    }

    private static ObjectNode json(long account, String window, Windows.Bounds bounds, Figures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("key", key(account, window));
        json.put("from", bounds.from().toString()).put("to", bounds.to().toString());
        for (String name : List.of("chat", "missed", "offline", "unclassified", "served")) {
            json.put(name, figures.count(name));
        }
        json.put("conversations", figures.count("total"));
        json.put(
                "missedRate", Expected.ratio(figures.count("missed"), figures.count("chat") + figures.count("missed")));
        json.set("firstResponse", json(figures.firstResponse));
        json.set("responseTime", json(figures.responseTime));
        long ratings = 0;
        long stars = 0;
        for (int star = 1; star <= figures.ratings.length; star++) {
            ratings += figures.ratings[star - 1];
            stars += star * figures.ratings[star - 1];
        }
        json.put("ratings", ratings).put("ratingMean", Expected.ratio(stars, ratings));
        return json.put("csat", Expected.ratio(figures.ratings[3] + figures.ratings[4], ratings));
    }

    private static ObjectNode json(Seconds seconds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("count", seconds.count()).put("mean", Expected.ratio(seconds.sum(), seconds.count()));
        for (int percent : new int[] {50, 90, 95, 99}) {
            Long percentile = seconds.percentile(percent);
            json.put("p" + percent, percentile == null ? null : (Double) percentile.doubleValue());
        }
        return json;
    }

    private static ObjectNode json(RollingMetrics value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        String dimension = value.getDimension().name().toLowerCase(Locale.ROOT);
        json.put("key", value.getAccountId() + "|" + dimension + "|" + value.getValue() + "|" + value.getWindow());
        json.put("from", value.getFrom().toString()).put("to", value.getTo().toString());
        json.put("chat", value.getChats()).put("missed", value.getMissed()).put("offline", value.getOffline());
        json.put("unclassified", value.getUnclassified()).put("served", value.getServed());
        json.put("conversations", value.getConversations()).put("missedRate", value.getMissedRate());
        json.set("firstResponse", json(value.getFirstResponse()));
        json.set("responseTime", json(value.getResponseTime()));
        json.put("ratings", value.getRatings()).put("ratingMean", value.getRatingMean());
        return json.put("csat", value.getCsat());
    }

    private static ObjectNode json(RollingSeconds seconds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("count", seconds.getCount()).put("mean", seconds.getMean());
        json.put("p50", seconds.getP50()).put("p90", seconds.getP90());
        return json.put("p95", seconds.getP95()).put("p99", seconds.getP99());
    }
}
