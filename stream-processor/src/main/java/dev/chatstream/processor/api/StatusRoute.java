/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.cluster.Address;
import dev.chatstream.processor.cluster.Place;
import dev.chatstream.processor.cluster.Silence;
import dev.chatstream.processor.query.Replica;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How all instances together are, asked of each once; whoever does not answer is named. */
final class StatusRoute {
    static final String PATH = "/api/v1/status";

    private final Cluster cluster;
    private final Supplier<Map<Integer, Double>> behind;
    private final Duration retention;
    private final Clock clock;

    /**
     * @param behind hooks not yet read, by partition of this instance
     * @param retention how long conversations are remembered
     */
    StatusRoute(Cluster cluster, Supplier<Map<Integer, Double>> behind, Duration retention, Clock clock) {
        this.cluster = cluster;
        this.behind = behind;
        this.retention = retention;
        this.clock = clock;
    }

    void handle(RoutingContext context) {
        try {
            Parameters unused = new Parameters(context.queryParams(), Set.of());
        } catch (BadParameter e) {
            Exchange.send(context, Reply.problem(e.problem()));
            return;
        }
        boolean hop = cluster.hops().replica(context.request()).isPresent();
        (hop ? here().map(told -> told.report().json()) : everywhere())
                .onSuccess(json -> Exchange.send(context, Reply.json(json)))
                .onFailure(context::fail);
    }

    private Future<StatusView.Told> here() {
        return cluster.reads()
                .read(
                        () -> StatusView.Told.by(InstanceReport.here(cluster.local(), behind.get())),
                        () -> StatusView.Told.nothing("too many questions wait"));
    }

    private Future<ObjectNode> everywhere() {
        List<Place> places = cluster.group().places();
        Map<Address, Future<StatusView.Told>> asked = new TreeMap<>();
        cluster.group().members().forEach(member -> asked.put(member, ask(member)));
        return Future.all(new ArrayList<>(asked.values())).map(done -> {
            Map<Address, StatusView.Told> told = new TreeMap<>();
            asked.forEach((member, answer) -> told.put(member, answer.result()));
            return new StatusView(cluster.group().self(), places, told, retention)
                    .json(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        });
    }

    private Future<StatusView.Told> ask(Address member) {
        if (member.equals(cluster.group().self())) {
            return here();
        }
        return cluster.peers()
                .ask(member, PATH, Replica.COPY)
                .map(answer -> answer.fold(
                        report -> InstanceReport.parse(report.body())
                                .map(StatusView.Told::by)
                                .orElseGet(() -> StatusView.Told.nothing(Silence.UNUSABLE.words())),
                        none -> StatusView.Told.nothing(none.silence().words())));
    }
}
