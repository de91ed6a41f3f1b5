/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program shows at {@code /metrics}.
 *
 * @param samples labels of each sample, by the metric's name
 */
record Exposition(Map<String, List<Map<String, String>>> samples) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Exposition of(String... texts) {
        Map<String, List<Map<String, String>>> samples = new HashMap<>();
        for (String text : texts) {
            text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        Matcher sample = SAMPLE.matcher(line);
                        if (!sample.matches()) {
                            throw new IllegalArgumentException("not a sample: " + line);
                        }
                        samples.computeIfAbsent(sample.group(1), name -> new ArrayList<>())
                                .add(labels(sample.group(2)));
                    });
        }
        return new Exposition(samples);
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return labels;
    }

    boolean has(Expression.Selector selector) {
        return samples.getOrDefault(selector.metric(), List.of()).stream()
                .anyMatch(labels ->
                        labels.entrySet().containsAll(selector.labels().entrySet()));
    }

    /** Names of the labels that samples of a metric have. */
    Set<String> labelsOf(String metric) {
        Set<String> names = new TreeSet<>();
        samples.getOrDefault(metric, List.of()).forEach(labels -> names.addAll(labels.keySet()));
        return names;
    }
}
