/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The metrics and labels that an expression of PromQL names.
 *
 * @param selectors each metric with the labels that it is selected by
 * @param groupings labels by which results are grouped or joined
 */
record Expression(List<Selector> selectors, Set<String> groupings) {
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[a-zA-Z_:][\\w:.]*|[0-9][\\w.]*|=~|!=|!~|\\S");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:.]*");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset", "atan2");

    /**
     * A metric.
     *
     * @param labels values by label, where it is selected by equality; other selections are not used here
     */
    record Selector(String metric, Map<String, String> labels) {}

    /** Grafana's own variables, with what they stand for in an ordinary view. */
    static String asPrometheusSeesIt(String expression) {
        return expression.replace("$__rate_interval", "1m");
    }

    static Expression of(String text) {
        return new Reader(TOKEN.matcher(text).results().map(MatchResult::group).toList()).read();
    }

    /** One pass over the tokens. */
    private static final class Reader {
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> groupings = new TreeSet<>();
        private int at;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        Expression read() {
            while (at < tokens.size()) {
                String token = tokens.get(at++);
                if (GROUPING.contains(token) && next("(")) {
                    groupings.addAll(names());
                } else if (NAME.matcher(token).matches() && !OPERATORS.contains(token) && !callsOrAggregates()) {
                    selectors.add(new Selector(token, next("{") ? matchers() : Map.of()));
                }
            }
            return new Expression(List.copyOf(selectors), Set.copyOf(groupings));
        }

        private boolean next(String expected) {
            return at < tokens.size() && tokens.get(at).equals(expected);
        }

        private boolean callsOrAggregates() {
            return next("(") || next("by") || next("without");
        }

        private List<String> names() {
            List<String> names = new ArrayList<>();
            while (!tokens.get(at).equals(")")) {
                String token = tokens.get(at++);
                if (NAME.matcher(token).matches()) {
                    names.add(token);
                }
            }
            return names;
        }

        private Map<String, String> matchers() {
            Map<String, String> labels = new TreeMap<>();
            at++;
            while (!next("}")) {
                String label = tokens.get(at++);
                if (!label.equals(",")) {
                    String operator = tokens.get(at++);
                    String value = tokens.get(at++);
                    if (!operator.equals("=")) {
                        throw new IllegalArgumentException("selection by " + operator + " (expected: =)");
                    }
                    labels.put(label, value.substring(1, value.length() - 1));
                }
            }
            return labels;
        }
    }
}
