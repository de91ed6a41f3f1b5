/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.store.LocalState;
import dev.chatstream.processor.store.PartitionState;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** The panes of the partitions whose state this instance has, read through Kafka Streams' interactive queries. */
public final class StreamsPanes implements AccountPanes, LocalPartitions {
    private final LocalState state;
    private final LongFunction<OptionalInt> partitions;
    private final RecordDecoder<Pane> decoder;
    private final RecordDecoder<ConversationFacts> facts;
    private final BooleanSupplier cutOff;

    /**
     * @param partitions in which partition an account is, as far as known
     * @param cutOff whether another instance may have taken over what is processed here, so that it lags behind
     */
    public StreamsPanes(
            LocalState state, LongFunction<OptionalInt> partitions, SchemaRegistry registry, BooleanSupplier cutOff) {
        this.state = state;
        this.partitions = partitions;
        this.cutOff = cutOff;
        this.decoder = ValueCodec.paneDecoder(registry);
        this.facts = RecordDecoder.of(ConversationFacts.class, registry);
    }

    @Override
    public Lookup locate(long accountId, Replica replica) {
        OptionalInt partition = partitions.apply(accountId);
        if (partition.isEmpty()) {
            return new Lookup.Unavailable("the partitions are being assigned");
        }
        return open(partition.getAsInt(), replica)
                .<Lookup>fold(
                        here -> new Lookup.Here(here.panes(), here.stale() || cutOff.getAsBoolean()), gone -> gone);
    }

    @Override
    public Set<Integer> here() {
        return state.partitions();
    }

    @Override
    public OptionalLong copyLag(int partition) {
        return state.copyLag(partition);
    }

    @Override
    public Lookup open(int partition, Replica replica) {
        try {
            Optional<PartitionState> active = state.processed(partition, decoder, facts);
            if (active.isPresent()) {
                return new Lookup.Here(new PartitionPanes(active.get()), false);
            }
            return (replica == Replica.COPY
                            ? state.copied(partition, decoder, facts)
                            : Optional.<PartitionState>empty())
                    .<Lookup>map(copy -> new Lookup.Here(new PartitionPanes(copy), true))
                    .orElseGet(() -> new Lookup.Unavailable("the state of the account is being moved"));
        } catch (InvalidStateStoreException | RegistryException e) {
            return new Lookup.Unavailable("the state of the account is being moved");
        }
    }
}
