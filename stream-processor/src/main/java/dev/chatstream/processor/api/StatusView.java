/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.api.InstanceReport.PartitionReport;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.cluster.Address;
import dev.chatstream.processor.cluster.Place;
import dev.chatstream.processor.identity.HookCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all instances said, put together.
 *
 * @param places where each partition is; none while they are being assigned
 * @param told what came of asking each instance
 * @param retention how long conversations are remembered
 */
record StatusView(Address self, List<Place> places, Map<Address, Told> told, Duration retention) {
    /**
     * What came of asking an instance: a report, or why there is none.
     *
     * @param report empty of partitions when there is none
     * @param problem null when there is a report
     */
    record Told(InstanceReport report, @Nullable String problem) {
        static Told by(InstanceReport report) {
            return new Told(report, null);
        }

        static Told nothing(String problem) {
            return new Told(new InstanceReport("", Map.of()), problem);
        }
    }

    ObjectNode json(Instant asOf) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("asOf", asOf.toString());
        ArrayNode instances = json.putArray("instances");
        told.forEach((address, answer) -> instances.add(instance(address, answer)));
        ArrayNode partitions = json.putArray("partitions");
        ObjectNode counts = CountsView.json(HookCounts.NONE);
        List<Integer> unanswered = new ArrayList<>();
        for (Place place : places) {
            Optional<PartitionReport> best = best(place);
            partitions.add(partition(place, best));
            best.map(PartitionReport::counts)
                    .ifPresentOrElse(more -> CountsView.add(counts, more), () -> unanswered.add(place.partition()));
        }
        json.set("counts", counts);
        json.put("partial", places.isEmpty() || !unanswered.isEmpty());
        ArrayNode missing = json.putArray("unanswered");
        unanswered.forEach(missing::add);
        ObjectNode bounds = json.putObject("bounds");
        Bounds.named(retention).forEach(bounds::putPOJO);
        return json;
    }

    private ObjectNode instance(Address address, Told answer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("address", address.toString())
                .put("self", address.equals(self))
                .put("reached", answer.problem() == null)
                .put("version", answer.problem() == null ? answer.report().version() : null)
                .put("problem", answer.problem());
    }

    private ObjectNode partition(Place place, Optional<PartitionReport> best) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("partition", place.partition());
        Address active = place.active();
        json.put("active", active == null ? null : active.toString());
        ArrayNode standbys = json.putArray("standbys");
        for (Address standby : place.standbys()) {
            Optional<PartitionReport> copy = report(standby, place.partition()).filter(PartitionReport::copy);
            standbys.addObject()
                    .put("address", standby.toString())
                    .put("lag", copy.map(PartitionReport::lag).orElse(null))
                    .put("close", copy.map(PartitionReport::readable).orElse(false));
        }
        json.put("answered", best.isPresent());
        json.put("stale", best.map(PartitionReport::copy).orElse(false));
        json.put("watermark", best.map(PartitionReport::watermark).orElse(null));
        return json.put(
                "lag",
                best.filter(report -> !report.copy()).map(PartitionReport::lag).orElse(null));
    }

    /** The one that processes the partition, else a close copy, the least behind. */
    private Optional<PartitionReport> best(Place place) {
        List<PartitionReport> readable = told.keySet().stream()
                .flatMap(address -> report(address, place.partition()).stream())
                .filter(PartitionReport::readable)
                .toList();
        return readable.stream()
                .filter(report -> !report.copy())
                .findFirst()
                .or(() -> readable.stream().min((one, other) -> Long.compare(lag(one), lag(other))));
    }

    private static long lag(PartitionReport report) {
        Long lag = report.lag();
        return lag == null ? Long.MAX_VALUE : lag;
    }

    private Optional<PartitionReport> report(Address address, int partition) {
        return Optional.ofNullable(told.get(address))
                .map(answer -> answer.report().partitions().get(partition));
    }
}
