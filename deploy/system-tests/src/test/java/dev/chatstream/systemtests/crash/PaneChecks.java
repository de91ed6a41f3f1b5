/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The panes' topics against panes added up conversation by conversation. */
record PaneChecks(Model model, Committed topics, SchemaRegistry registry) {

    Row minutes() {
        return check(Topic.METRICS_MINUTE, Duration.ofMinutes(1), Duration.ofHours(72));
    }

    Row quarters() {
        return check(Topic.METRICS_QUARTER, Duration.ofMinutes(15), Duration.ofDays(65));
    }

    private Row check(Topic topic, Duration length, Duration kept) {
        Map<String, byte[]> found = latest(topic);
        RecordDecoder<MetricsPane> decoder = RecordDecoder.of(MetricsPane.class, registry);
        List<String> wrong = new ArrayList<>();
        long expected = 0;
        long total = found.size();
        for (List<ConversationFacts> ofAccount : model.counted().values()) {
            Map<String, Figures> panes = panes(ofAccount, length, kept);
            expected += panes.size();
            panes.forEach((key, figures) -> {
                byte[] pane = found.remove(key);
                String is = pane == null ? "no pane" : text(decoder.decode(pane));
                String must = text(key, length, figures);
                if (!must.equals(is)) {
                    wrong.add("expected " + must + ", found " + is);
                }
            });
        }
        found.keySet().forEach(key -> wrong.add("a pane too many: " + key));
        return new Row(topic.baseName(), expected, total, wrong);
    }

    /** What a subscriber who keeps the last value of each key has in the end. */
    private Map<String, byte[]> latest(Topic topic) {
        Map<String, byte[]> latest = new HashMap<>();
        topics.read(topic, record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, record.value());
            }
        });
        return latest;
    }

    private static Map<String, Figures> panes(List<ConversationFacts> counted, Duration length, Duration kept) {
        Map<String, Figures> panes = new HashMap<>();
        for (ConversationFacts facts : counted) {
            if (Duration.between(facts.getCountedAt(), facts.getReceivedAt()).compareTo(kept) > 0) {
                continue;
            }
            long start = Math.floorDiv(facts.getCountedAt().toEpochMilli(), length.toMillis()) * length.toMillis();
            for (About about : About.of(facts)) {
                String key = facts.getAccountId() + "|" + about.name() + "|" + about.value() + "|" + start;
                panes.computeIfAbsent(key, unused -> new Figures()).add(facts, about);
            }
        }
        return panes;
    }

    private static String text(String key, Duration length, Figures figures) {
        return key + " of " + length.toSeconds() + " s: " + figures;
    }

    private static String text(MetricsPane pane) {
        About about = new About(Objects.requireNonNull(pane.getDimension()), pane.getValue());
        String key = pane.getAccountId() + "|" + about.name() + "|" + about.value() + "|"
                + pane.getStart().toEpochMilli();
        return text(key, Duration.ofSeconds(pane.getSeconds()), Figures.of(pane));
    }
}
