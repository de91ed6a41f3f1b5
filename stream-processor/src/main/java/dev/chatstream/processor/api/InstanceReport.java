/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.ops.BuildVersion;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.query.PartitionReader;
import dev.chatstream.processor.query.Replica;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one instance says of itself, to be put together by the one that was asked.
 *
 * @param version of the program
 * @param partitions whose state it has, by number
 */
record InstanceReport(String version, Map<Integer, PartitionReport> partitions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    InstanceReport {
        partitions = Map.copyOf(partitions);
    }

    /**
     * One partition on one instance.
     *
     * @param copy whether it is a copy, or state that is not whole yet
     * @param lag records by which it is behind; null when nobody knows
     * @param watermark latest receipt that is in it; null when there is none or it cannot be read
     * @param counts what became of its hooks; null when it cannot be read
     */
    record PartitionReport(
            boolean copy,
            @Nullable Long lag,
            @Nullable String watermark,
            @Nullable JsonNode counts) {
        boolean readable() {
            return counts != null;
        }
    }

    private record Read(Optional<Instant> watermark, HookCounts counts) {
        static Read of(PartitionPanes panes) {
            return new Read(panes.watermark(), panes.counts());
        }
    }

    /**
     * Of this instance. Blocks.
     *
     * @param behind hooks not yet read of partitions that are processed here
     */
    static InstanceReport here(PartitionReader local, Map<Integer, Double> behind) {
        Map<Integer, PartitionReport> partitions = new TreeMap<>();
        for (int partition : local.here()) {
            Optional<PartitionReader.Found<Read>> found = local.read(partition, Replica.COPY, Read::of);
            boolean copy = found.map(PartitionReader.Found::stale).orElse(true);
            partitions.put(
                    partition,
                    new PartitionReport(
                            copy,
                            copy ? copyLag(local, partition) : hooksBehind(behind, partition),
                            found.flatMap(read -> read.value().watermark())
                                    .map(Instant::toString)
                                    .orElse(null),
                            found.map(read -> (JsonNode)
                                            CountsView.json(read.value().counts()))
                                    .orElse(null)));
        }
        return new InstanceReport(BuildVersion.current(), partitions);
    }

    private static @Nullable Long copyLag(PartitionReader local, int partition) {
        return local.copyLag(partition).stream().boxed().findFirst().orElse(null);
    }

    private static @Nullable Long hooksBehind(Map<Integer, Double> behind, int partition) {
        return Optional.ofNullable(behind.get(partition)).map(Double::longValue).orElse(null);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", version);
        ObjectNode all = json.putObject("partitions");
        new TreeMap<>(partitions)
                .forEach((number, partition) -> all.putObject(Integer.toString(number))
                        .put("copy", partition.copy())
                        .put("lag", partition.lag())
                        .put("watermark", partition.watermark())
                        .set("counts", partition.counts()));
        return json;
    }

    /** What another instance said; empty when that is no report. */
    static Optional<InstanceReport> parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.path("version").isTextual() || !json.path("partitions").isObject()) {
                return Optional.empty();
            }
            Map<Integer, PartitionReport> partitions = new TreeMap<>();
            json.get("partitions")
                    .properties()
                    .forEach(entry -> partitions.put(Integer.valueOf(entry.getKey()), partition(entry.getValue())));
            return Optional.of(new InstanceReport(json.get("version").textValue(), partitions));
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static PartitionReport partition(JsonNode json) {
        JsonNode lag = json.path("lag");
        JsonNode counts = json.path("counts");
        return new PartitionReport(
                json.path("copy").booleanValue(),
                lag.isIntegralNumber() ? lag.longValue() : null,
                json.path("watermark").textValue(),
                counts.isObject() ? counts : null);
    }
}
