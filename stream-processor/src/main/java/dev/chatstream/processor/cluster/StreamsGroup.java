/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import dev.chatstream.processor.store.AccountPartition;
import dev.chatstream.processor.store.StoreNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** What Kafka Streams knows of its group; the only place that addresses of instances come from. */
public final class StreamsGroup implements Group {
    private static final HostInfo NOBODY = HostInfo.unavailable();

    private final Supplier<Optional<KafkaStreams>> streams;
    private final Address self;

    /** Asks what {@code streams} holds, which is nothing until the program has started. */
    public StreamsGroup(Supplier<Optional<KafkaStreams>> streams, HostInfo self) {
        this.streams = streams;
        this.self = address(self);
    }

    @Override
    public Address self() {
        return self;
    }

    @Override
    public Optional<Place> placeOf(long accountId) {
        return place(partitions -> AccountPartition.of(accountId, partitions));
    }

    /** The partition of an account; empty while the partitions are being assigned. */
    public OptionalInt partitionOf(long accountId) {
        return placeOf(accountId)
                .map(place -> OptionalInt.of(place.partition()))
                .orElseGet(OptionalInt::empty);
    }

    @Override
    public List<Place> places() {
        AtomicInteger count = new AtomicInteger();
        List<Place> places = new ArrayList<>();
        int partition = 0;
        do {
            int wanted = partition;
            Optional<Place> place = place(partitions -> {
                count.set(partitions);
                return wanted;
            });
            if (place.isEmpty()) {
                return List.of();
            }
            places.add(place.get());
            partition++;
        } while (partition < count.get());
        return places;
    }

    @Override
    public Set<Address> members() {
        Set<Address> members = new TreeSet<>(Set.of(self));
        try {
            streams.get()
                    .ifPresent(running -> running.metadataForAllStreamsClients().stream()
                            .map(StreamsMetadata::hostInfo)
                            .filter(host -> !host.equals(NOBODY))
                            .map(StreamsGroup::address)
                            .forEach(members::add));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            // not started, or stopping: nobody else is known
        }
        return members;
    }

    /** @param choice a partition, given how many there are */
    private Optional<Place> place(IntUnaryOperator choice) {
        StreamPartitioner<Long, Object> chosen =
                (topic, key, value, partitions) -> Optional.of(Set.of(choice.applyAsInt(partitions)));
        try {
            return streams.get()
                    .map(running -> running.queryMetadataForKey(StoreNames.CONVERSATION, 0L, chosen))
                    .filter(found -> !found.equals(KeyQueryMetadata.NOT_AVAILABLE))
                    .map(StreamsGroup::place);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            // not started, or stopping
            return Optional.empty();
        }
    }

    private static Place place(KeyQueryMetadata found) {
        HostInfo active = found.activeHost();
        return new Place(
                found.partition(),
                active.equals(NOBODY) ? null : address(active),
                found.standbyHosts().stream()
                        .filter(host -> !host.equals(NOBODY))
                        .map(StreamsGroup::address)
                        .sorted()
                        .toList());
    }

    private static Address address(HostInfo host) {
        return new Address(host.host(), host.port());
    }
}
