/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.serde.UnreadableValueException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What must come of the hooks, found out by brute force and by the contract alone: it is shown every record of the
 * hooks' topic, partition by partition in the order of the offsets, and remembers everything.
 */
final class Model {
    static final Duration REMEMBERED = Duration.ofDays(35);
    private static final Comparator<ConversationFacts> RANK =
            Comparator.comparing(ConversationFacts::getReceivedAt).thenComparing(ConversationFacts::getEventId);

    private final RecordDecoder<Conversation> decoder;
    private final Map<String, Known> conversations = new HashMap<>();
    private final Map<ConversationType, Rows<String>> typeRows = new EnumMap<>(ConversationType.class);
    private final Rows<ConversationFacts> factsRows = new Rows<>();
    private final Rows<String> unreadable = new Rows<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final Map<Integer, Long> watermarks = new HashMap<>();
    private final Map<Long, List<ConversationFacts>> history = new HashMap<>();
    private final Map<Long, Integer> partitions = new TreeMap<>();
    private final Counters counters = new Counters();

    /** One conversation: each content as of its earliest receipt so far, and the type topic where it stands. */
    private static final class Known {
        final Map<String, ConversationFacts> contents = new HashMap<>();

        @Nullable
        ConversationType topic;

        @Nullable
        ConversationFacts latest() {
            return contents.values().stream().max(RANK).orElse(null);
        }
    }

    Model(SchemaRegistry registry) {
        decoder = RecordDecoder.of(Conversation.class, registry);
        for (ConversationType type : ConversationType.values()) {
            typeRows.put(type, new Rows<>());
        }
    }

    void read(ConsumerRecord<byte[], byte[]> record) {
        watermarks.merge(record.partition(), record.timestamp(), Math::max);
        Conversation hook = hook(record);
        if (hook == null) {
            unreadable.add(Prints.place(record), Prints.keyAndValue(record));
            return;
        }
        ConversationFacts facts = FactsOf.hook(hook);
        copies.merge(facts.getEventId(), 1, Integer::sum);
        partitions.put(facts.getAccountId(), record.partition());
        counters.hook(facts);
        Known known = conversations.computeIfAbsent(facts.getConversationId(), id -> new Known());
        if (facts.getCountedAt().isBefore(facts.getReceivedAt().minus(REMEMBERED))) {
            late(known, facts, record);
        } else {
            arrived(known, facts, record);
        }
    }

    private @Nullable Conversation hook(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return null;
        }
        try {
            Conversation hook = decoder.decode(record.value());
            String account = new String(record.key(), StandardCharsets.UTF_8);
            return account.equals(Long.toString(hook.getAccountId())) ? hook : null;
        } catch (UnreadableValueException e) {
            return null;
        }
    }

    /**
     * Passed on each time to its type topic, unless what is remembered of the conversation is newer or the same. Facts
     * are only told where none are counted.
     */
    private void late(Known known, ConversationFacts facts, ConsumerRecord<byte[], byte[]> record) {
        counters.late++;
        ConversationFacts latest = known.latest();
        if (latest != null && (known.contents.containsKey(facts.getEventId()) || RANK.compare(latest, facts) > 0)) {
            return;
        }
        stand(known, facts, record);
        if (latest != null) {
            return;
        }
        known.topic = null;
        List<String> anomalies = new ArrayList<>(facts.getAnomalies());
        anomalies.add(FactsOf.LATE);
        factsRows.add(
                facts.getConversationId(),
                ConversationFacts.newBuilder(facts)
                        .setAnomalies(anomalies.stream().sorted().toList())
                        .build());
    }

    private void arrived(Known known, ConversationFacts facts, ConsumerRecord<byte[], byte[]> record) {
        ConversationFacts before = known.latest();
        ConversationFacts same = known.contents.get(facts.getEventId());
        if (same == null || facts.getReceivedAt().isBefore(same.getReceivedAt())) {
            known.contents.put(facts.getEventId(), facts);
        }
        ConversationFacts after = known.latest();
        boolean wins = facts.equals(after) && same == null;
        counters.arrived(before != null, same != null, wins);
        if (wins) {
            stand(known, facts, record);
        }
        if (after != null && !after.equals(before)) {
            factsRows.add(facts.getConversationId(), after);
            history.computeIfAbsent(facts.getAccountId(), account -> new ArrayList<>())
                    .add(after);
        }
    }

    /** The bytes go to the topic of their type, and a tombstone to the one where the conversation stood. */
    private void stand(Known known, ConversationFacts facts, ConsumerRecord<byte[], byte[]> record) {
        if (known.topic != null && known.topic != facts.getType()) {
            rows(known.topic).add(facts.getConversationId(), Prints.TOMBSTONE);
        }
        rows(facts.getType()).add(facts.getConversationId(), Prints.whole(record));
        known.topic = facts.getType();
    }

    /** Records that each type topic must hold, by conversation. */
    Rows<String> rows(ConversationType type) {
        return Objects.requireNonNull(typeRows.get(type));
    }

    Rows<ConversationFacts> factsRows() {
        return factsRows;
    }

    /** By partition and offset. */
    Rows<String> unreadable() {
        return unreadable;
    }

    /** How many copies there are of each event id. */
    Map<String, Integer> copies() {
        return copies;
    }

    Counters counters() {
        return counters;
    }

    /** Every account of which there is a hook that can be read, ascending. */
    List<Long> accounts() {
        return List.copyOf(partitions.keySet());
    }

    /** Latest receipt in the partition of the account, in epoch milliseconds. */
    long watermark(long account) {
        int partition = Objects.requireNonNull(partitions.get(account), "an account without hooks");
        return Objects.requireNonNull(watermarks.get(partition));
    }

    /**
     * All facts of the account that ever counted, in the order in which they came to; of a conversation the last do.
     */
    List<ConversationFacts> history(long account) {
        return history.getOrDefault(account, List.of());
    }

    /** The facts that count, by account. */
    Map<Long, List<ConversationFacts>> counted() {
        Map<Long, List<ConversationFacts>> counted = new TreeMap<>();
        for (Known known : conversations.values()) {
            ConversationFacts latest = known.latest();
            if (latest != null) {
                counted.computeIfAbsent(latest.getAccountId(), account -> new ArrayList<>())
                        .add(latest);
            }
        }
        return counted;
    }
}
