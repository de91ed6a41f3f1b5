/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.AggregateDelta;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.aggregate.PaneKey;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.identity.HookTally;
import dev.chatstream.processor.store.BeforeCommit;
import dev.chatstream.processor.store.BeforeCommit.Turn;
import dev.chatstream.processor.store.PaneStore;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.store.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Keeps and publishes the panes of one granularity. What hooks change is collected and written once for each pane right
 * before the commit.
 */
final class PanesStage implements Processor<Object, Object, Object, Object> {
    /** A receipt may be ahead of its record's time, and a pane of its receipt. */
    private static final Duration AHEAD = Bounds.CLOCK_TOLERANCE.multipliedBy(2);

    /** So many changed panes ask for a commit, so that what is collected stays small. */
    private static final int MOST_COLLECTED = 20_000;

    private final Granularity granularity;
    private final PaneChanges changes;
    private final ValueCodec<Pane> codec;
    private final What expired;
    private final Map<PaneKey, AggregateDelta> collected = new HashMap<>();

    /** What a hook would have changed of panes that are not kept any more. */
    private final Map<PaneKey, AggregateDelta> lost = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private PaneStore store;

    @SuppressWarnings("NullAway.Init") // set by the first change, without which nothing is written
    private HookTally tally;

    PanesStage(Granularity granularity, PaneChanges changes, ValueCodec<Pane> codec) {
        this.granularity = granularity;
        this.changes = changes;
        this.codec = codec;
        this.expired = granularity == Granularity.MINUTE ? What.EXPIRED_MINUTE : What.EXPIRED_QUARTER;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        WindowStore<Bytes, byte[]> panes = context.getStateStore(StoreNames.of(granularity));
        KeyValueStore<Bytes, byte[]> conversations = context.getStateStore(StoreNames.CONVERSATION);
        store = new PaneStore(panes, conversations);
        collected.clear();
        lost.clear();
        BeforeCommit beforeCommit = context.getStateStore(StoreNames.BEFORE_COMMIT);
        beforeCommit.on(
                granularity == Granularity.MINUTE ? Turn.MINUTE_PANES : Turn.QUARTER_PANES, context, this::write);
    }

    @Override
    public void process(Record<Object, Object> record) {
        ConversationChange change = (ConversationChange) record.value();
        tally = change.tally();
        // judged here and not when it is written: whether a hook counts may not depend on when a commit is due
        Instant oldestKept = oldestKept();
        changes.collect(
                change.before(),
                change.after(),
                granularity,
                key -> (key.start().isAfter(oldestKept) ? collected : lost)
                        .computeIfAbsent(key, k -> new AggregateDelta())
                        .by(record.timestamp()));
        countLost();
        if (collected.size() > MOST_COLLECTED) {
            context.commit();
        }
    }

    private void countLost() {
        if (!lost.isEmpty()) {
            lost.values().stream().filter(delta -> !delta.total().isZero()).forEach(delta -> tally.add(expired));
            lost.clear();
        }
    }

    /** In the order of their keys: RocksDB finds the places of neighbours sooner, and they compress better. */
    private void write() {
        Instant oldestKept = oldestKept();
        List<Map.Entry<PaneKey, AggregateDelta>> panes = new ArrayList<>(collected.entrySet());
        panes.sort(Map.Entry.comparingByKey(PaneKey.ORDER));
        for (Map.Entry<PaneKey, AggregateDelta> pane : panes) {
            // what expired since it was counted would be dropped by the store, in silence
            Aggregate total = pane.getValue().total();
            if (pane.getKey().start().isAfter(oldestKept) && !total.isZero()) {
                write(pane.getKey(), total, pane.getValue().receivedAt());
            }
        }
        collected.clear();
    }

    /** Panes that start here or before are not kept any more. The store, which knows only their starts, keeps more. */
    private Instant oldestKept() {
        return Instant.ofEpochMilli(context.currentStreamTimeMs()).plus(AHEAD).minus(granularity.keptFor());
    }

    private void write(PaneKey key, Aggregate delta, long receivedAt) {
        byte[] stored = store.get(key);
        if (stored == null && delta.count(Count.CONVERSATIONS) <= 0) {
            // What is to be taken out was kept no longer than its time, or was lost with an expired changelog.
            tally.add(expired);
            return;
        }
        Aggregate sum = stored == null ? delta : codec.decode(stored).counted().plus(delta);
        if (sum.count(Count.CONVERSATIONS) < 0) {
            throw new IllegalStateException("a pane that starts at " + key.start()
                    + " would count fewer than no conversations: what is taken out was never put in");
        }
        byte[] pane = sum.isZero() ? null : codec.encode(Pane.of(key, granularity, sum));
        store.put(key, pane);
        context.forward(new Record<>(key.recordKey(), pane, receivedAt), Operators.panesSink(granularity));
        context.forward(new Record<>(key, granularity, receivedAt), Operators.ROLLING);
    }
}
