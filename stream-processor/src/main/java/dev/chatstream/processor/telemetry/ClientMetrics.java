/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What Kafka Streams and its clients measure of themselves, of which there are thousands; looked up by name. */
final class ClientMetrics {
    private final Supplier<Map<MetricName, ? extends Metric>> all;

    ClientMetrics(Supplier<Map<MetricName, ? extends Metric>> all) {
        this.all = all;
    }

    /** Sum over threads, tasks and stores; 0 when nothing is measured yet. */
    double sum(String group, String name) {
        return values(group, name, "", "").sum();
    }

    /** The same of what carries a tag. */
    double sum(String group, String name, String tag, String value) {
        return values(group, name, tag, value).sum();
    }

    /** Largest over threads, tasks and stores; not a number when nothing is measured yet. */
    double max(String group, String name, String tag, String value) {
        return values(group, name, tag, value).max().orElse(Double.NaN);
    }

    double average(String group, String name, String tag, String value) {
        return values(group, name, tag, value).average().orElse(Double.NaN);
    }

    /** An empty tag stands for any. */
    private DoubleStream values(String group, String name, String tag, String value) {
        return all.get().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name)
                        && entry.getKey().group().equals(group)
                        && (tag.isEmpty() || value.equals(entry.getKey().tags().get(tag))))
                .mapToDouble(entry -> number(entry.getValue()))
                .filter(Double::isFinite);
    }

    /** The consumers' lag by partition of a topic, as of their last fetch. */
    Map<Integer, Double> lags(String topic) {
        Map<Integer, Double> lags = new TreeMap<>();
        all.get().forEach((name, metric) -> {
            if (name.name().equals("records-lag")
                    && topic.equals(name.tags().get("topic"))
                    && Double.isFinite(number(metric))) {
                lags.merge(Integer.parseInt(name.tags().getOrDefault("partition", "-1")), number(metric), Math::max);
            }
        });
        return lags;
    }

    private static double number(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
