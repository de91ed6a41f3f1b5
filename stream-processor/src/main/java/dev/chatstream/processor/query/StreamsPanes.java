/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.processor.store.PartitionState;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** The panes of the partitions that this instance processes, read through Kafka Streams' interactive queries. */
public final class StreamsPanes implements AccountPanes {
    /** As the gateway's producer partitions: by the hash of the key, the account in decimal. */
    private static final StreamPartitioner<Long, Object> BY_ACCOUNT =
            (topic, account, value, partitions) -> Optional.of(
                    Set.of(Utils.toPositive(Utils.murmur2(Long.toString(account).getBytes(StandardCharsets.UTF_8)))
                            % partitions));

    private final Supplier<Optional<KafkaStreams>> streams;
    private final HostInfo self;
    private final RecordDecoder<MetricsPane> decoder;
    private final RecordDecoder<ConversationFacts> facts;

    /** Reads what {@code streams} holds, which is nothing until the program has started. */
    public StreamsPanes(Supplier<Optional<KafkaStreams>> streams, HostInfo self, SchemaRegistry registry) {
        this.streams = streams;
        this.self = self;
        this.decoder = RecordDecoder.of(MetricsPane.class, registry);
        this.facts = RecordDecoder.of(ConversationFacts.class, registry);
    }

    @Override
    public Lookup locate(long accountId) {
        return streams.get()
                .map(running -> locate(running, accountId))
                .orElseGet(() -> new Lookup.Unavailable("the processor is starting"));
    }

    private Lookup locate(KafkaStreams running, long accountId) {
        try {
            KeyQueryMetadata owner = running.queryMetadataForKey(StoreNames.CONVERSATION, accountId, BY_ACCOUNT);
            if (KeyQueryMetadata.NOT_AVAILABLE.equals(owner)) {
                return new Lookup.Unavailable("the partitions are being assigned");
            }
            if (!owner.activeHost().equals(self)) {
                return new Lookup.Unavailable("the account is processed by another instance");
            }
            return new Lookup.Here(new PartitionPanes(PartitionState.of(running, owner.partition(), decoder, facts)));
        } catch (StreamsNotStartedException | IllegalStateException e) {
            return new Lookup.Unavailable("the processor is not running");
        } catch (InvalidStateStoreException | RegistryException e) {
            return new Lookup.Unavailable("the state of the account is being moved");
        }
    }
}
