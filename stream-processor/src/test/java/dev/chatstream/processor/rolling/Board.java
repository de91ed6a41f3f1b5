/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.avro.SecondsHistogram;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateSum;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.aggregate.PaneKey;
import dev.chatstream.processor.aggregate.PaneMapper;
import dev.chatstream.processor.query.PaneCover;
import dev.chatstream.processor.query.Panes;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.store.ConversationIndex.Stretch;
import dev.chatstream.processor.store.RollingStore;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Rolling values over conversations in memory, with a clock that stands until it is moved, and a subscriber. */
final class Board implements Panes {
    static final ZoneId ZONE = ZoneId.of("Europe/Prague");
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final ValueCodec<RollingMetrics> CODEC = ValueCodec.of(
            RollingMetrics.class, REGISTRY.register("rolling", RollingMetrics.getClassSchema()), REGISTRY);

    private final KeyValueStore<Bytes, byte[]> rows =
            Stores.inMemoryKeyValueStore("rolling").get();
    private Set<Dimension> dimensions = Set.of(Dimension.ACCOUNT);
    private RollingValues rolling = open();

    final List<Ended> conversations = new ArrayList<>();

    /** What a subscriber holds. */
    final Map<String, RollingMetrics> values = new TreeMap<>();

    /** When each key was written. */
    final Map<String, List<Instant>> writes = new HashMap<>();

    Instant now;
    int looks;

    Board(Instant now) {
        this.now = now;
    }

    /** A conversation that counts. */
    record Ended(long account, Instant at, boolean missed) {}

    private RollingValues open() {
        return new RollingValues(
                new RollingRules(dimensions, account -> ZONE), this, new RollingStore(rows), CODEC, this::publish);
    }

    /** The state is left and opened again; what was only in memory is gone. */
    void restart() {
        rolling = open();
        rolling.restore(now);
    }

    void restartFor(Set<Dimension> others) {
        dimensions = others;
        restart();
    }

    void add(Ended conversation) {
        conversations.add(conversation);
        touch(conversation);
    }

    void remove(Ended conversation) {
        conversations.remove(conversation);
        touch(conversation);
    }

    private void touch(Ended conversation) {
        for (Granularity granularity : Granularity.values()) {
            rolling.touched(
                    new PaneKey(conversation.account, DimensionKey.ACCOUNT, granularity.floor(conversation.at)),
                    granularity,
                    now);
        }
    }

    /** Lets the clock run, and everything that becomes due be looked at within a tick. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Instant due = rolling.earliest();
            Instant tick = due == null || due.isBefore(now.plus(TICK)) ? now.plus(TICK) : due;
            if (due == null || tick.isAfter(end)) {
                now = end;
                return;
            }
            now = tick;
            while (rolling.lookAtNext(now)) {
                looks++;
            }
        }
    }

    private void publish(String key, byte @Nullable [] value, Instant asOf) {
        writes.computeIfAbsent(key, none -> new ArrayList<>()).add(asOf);
        RollingMetrics before = value == null ? values.remove(key) : values.put(key, CODEC.decode(value));
        if (value == null && before == null) {
            throw new IllegalStateException("a tombstone for " + key + ", which has no value");
        }
    }

    Optional<RollingMetrics> value(long account, RollingWindow window) {
        return Optional.ofNullable(values.get(account + "|account||" + window.parameter()));
    }

    int rowCount() {
        return (int) rows.approximateNumEntries();
    }

    boolean isAsleep() {
        return rolling.earliest() == null;
    }

    @Override
    public void conversations(long accountId, Stretch stretch, Predicate<ConversationFacts> visitor) {
        throw new UnsupportedOperationException("rolling values are made of panes alone");
    }

    @Override
    public boolean knows(long accountId) {
        return true;
    }

    @Override
    public Optional<Instant> watermark() {
        return Optional.empty();
    }

    @Override
    public Aggregate sum(long accountId, DimensionKey about, PaneCover.Part part) {
        AggregateSum sum = new AggregateSum();
        each(accountId, about, part, (start, pane) -> sum.add(pane.counted()));
        return sum.total();
    }

    @Override
    public void each(long accountId, DimensionKey about, PaneCover.Part part, BiConsumer<Instant, Pane> visitor) {
        conversations.stream()
                .filter(conversation -> conversation.account == accountId && covers(part, conversation))
                .forEach(conversation -> visitor.accept(part.granularity().floor(conversation.at), pane(conversation)));
    }

    @Override
    public void eachValue(long accountId, Dimension dimension, PaneCover.Part part, Predicate<Pane> visitor) {
        throw new UnsupportedOperationException("rolling values know whom they are about");
    }

    @Override
    public Optional<Instant> first(long accountId, DimensionKey about, PaneCover.Part part) {
        return conversations.stream()
                .filter(conversation -> conversation.account == accountId && covers(part, conversation))
                .map(conversation -> part.granularity().floor(conversation.at))
                .min(Instant::compareTo);
    }

    private static boolean covers(PaneCover.Part part, Ended conversation) {
        Instant start = part.granularity().floor(conversation.at);
        return !start.isBefore(part.range().from())
                && start.isBefore(part.range().to());
    }

    private static Pane pane(Ended conversation) {
        SecondsHistogram none = new SecondsHistogram(0L, 0L, List.of(), List.of());
        return PaneMapper.toPane(MetricsPane.newBuilder()
                .setAccountId(conversation.account)
                .setStart(conversation.at)
                .setSeconds(60)
                .setConversations(1)
                .setChats(conversation.missed ? 0 : 1)
                .setMissed(conversation.missed ? 1 : 0)
                .setFirstResponse(none)
                .setAvgResponse(none)
                .setResponseTime(none)
                .setDuration(none)
                .setRatings(List.of())
                .setAnomalies(Map.of())
                .build());
    }
}
