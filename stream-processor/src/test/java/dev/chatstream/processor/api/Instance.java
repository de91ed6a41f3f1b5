/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.cluster.Address;
import dev.chatstream.processor.cluster.Group;
import dev.chatstream.processor.cluster.Hops;
import dev.chatstream.processor.cluster.Peers;
import dev.chatstream.processor.cluster.Place;
import dev.chatstream.processor.config.ClusterConfig;
import dev.chatstream.processor.query.AccountPanes;
import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.AccountReader;
import dev.chatstream.processor.query.LocalPartitions;
import dev.chatstream.processor.query.PartitionReader;
import dev.chatstream.processor.query.Replica;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What an instance answers with, in a group that the test makes up. */
record Instance(AccountDispatch dispatch, Cluster cluster) {
    static final ClusterConfig CONFIG =
            new ClusterConfig(Optional.empty(), Optional.empty(), Duration.ofMillis(400), 2, 2, 100);

    private static final Address SELF = new Address("127.0.0.1", 1);

    static Instance of(
            Vertx vertx,
            ClusterConfig config,
            Group group,
            AccountPanes panes,
            LocalPartitions partitions,
            Clock clock,
            boolean wantsApiToken,
            MeterRegistry meters) {
        Reads reads = new Reads(vertx, config, meters, System::nanoTime);
        Peers peers = new Peers(vertx, config, meters, System::nanoTime);
        Hops hops = new Hops(config, wantsApiToken, meters, System::nanoTime);
        return new Instance(
                new AccountDispatch(reads, new AccountReader(panes, clock), group, peers),
                new Cluster(group, hops, peers, reads, new PartitionReader(partitions)));
    }

    /** The only one of its group, with one partition. */
    static Instance alone(Vertx vertx, AccountPanes panes, Clock clock) {
        return alone(vertx, panes, clock, () -> true);
    }

    /** @param assigned whether it knows that the partition is its own */
    static Instance alone(Vertx vertx, AccountPanes panes, Clock clock, BooleanSupplier assigned) {
        List<Place> everything = List.of(new Place(0, SELF, List.of()));
        Group group = group(SELF, Set.of(SELF), () -> assigned.getAsBoolean() ? everything : List.of());
        return of(vertx, CONFIG, group, panes, partition(panes), clock, false, new SimpleMeterRegistry());
    }

    /** The one partition, from wherever the accounts are found. */
    static LocalPartitions partition(AccountPanes panes) {
        return new LocalPartitions() {
            @Override
            public Set<Integer> here() {
                return Set.of(0);
            }

            @Override
            public OptionalLong copyLag(int partition) {
                return OptionalLong.of(7);
            }

            @Override
            public Lookup open(int partition, Replica replica) {
                return panes.locate(0, replica);
            }
        };
    }

    /** All accounts are in the first of these places; nobody knows where anything is when there are none. */
    static Group group(Address self, Set<Address> members, Supplier<List<Place>> places) {
        return new Group() {
            @Override
            public Address self() {
                return self;
            }

            @Override
            public Optional<Place> placeOf(long accountId) {
                return places.get().stream().findFirst();
            }

            @Override
            public Set<Address> members() {
                return members;
            }

            @Override
            public List<Place> places() {
                return places.get();
            }
        };
    }
}
