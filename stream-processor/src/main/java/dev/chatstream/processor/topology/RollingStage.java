/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneKey;
import dev.chatstream.processor.failure.Guarded;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.rolling.RollingValues;
import dev.chatstream.processor.rolling.TimeShare;
import dev.chatstream.processor.store.PartitionState;
import dev.chatstream.processor.store.RollingStore;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.telemetry.RollingMeters;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the current value of every rolling window. Told by the stages before it which panes changed; wakes up when
 * something is due, and sleeps while nothing is.
 */
final class RollingStage implements Processor<Object, Object, Object, Object> {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Looks at most at one tick: their records must fit into the open transaction. */
    private static final int MOST_LOOKS = 1_000;

    /**
     * How long after the last old hook a backlog is taken to go on: hooks are heard of at commits only. An idle
     * partition, whose newest hook is old too, has none.
     */
    private static final Duration BACKLOG_FORGOTTEN = Duration.ofSeconds(6);

    private final Codecs codecs;
    private final Rolling shared;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private RollingValues values;

    private TimeShare.@Nullable Part time;
    private RollingMeters.@Nullable Backlog backlog;
    private @Nullable Cancellable alarm;
    private Instant wakesAt = Instant.MAX;
    private Instant backlogUntil = Instant.MIN;

    RollingStage(Codecs codecs, Rolling shared) {
        this.codecs = codecs;
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        KeyValueStore<Bytes, byte[]> conversations = context.getStateStore(StoreNames.CONVERSATION);
        WindowStore<Bytes, byte[]> minutes = context.getStateStore(StoreNames.MINUTE);
        WindowStore<Bytes, byte[]> quarters = context.getStateStore(StoreNames.QUARTER);
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(StoreNames.ROLLING);
        PartitionState state = new PartitionState(
                conversations,
                minutes,
                quarters,
                codecs.pane().decoder(),
                codecs.facts().decoder());
        values = new RollingValues(
                shared.rules(), new PartitionPanes(state), new RollingStore(rows), codecs.rolling(), this::publish);
        values.restore(now());
        time = shared.share().join();
        backlog = shared.meters().open();
        wakeUpWhenDue();
    }

    @Override
    public void process(Record<Object, Object> touched) {
        Instant now = now();
        values.touched((PaneKey) touched.key(), (Granularity) touched.value(), now);
        if (CommitPace.isBacklog(context, now.toEpochMilli())) {
            backlogUntil = now.plus(BACKLOG_FORGOTTEN);
        }
        wakeUpWhenDue();
    }

    private void wakeUp(long at) {
        Instant now = Instant.ofEpochMilli(at);
        TimeShare.Part part = joined(time);
        part.begin(now.isBefore(backlogUntil));
        for (int looks = 0; looks < MOST_LOOKS && part.left() && values.lookAtNext(now); looks++) {
            shared.meters().looked();
        }
        part.end();
        Instant earliest = values.earliest();
        boolean late = earliest != null && earliest.isBefore(now);
        joined(backlog).is(values.due(now), late ? Duration.between(earliest, now) : Duration.ZERO);
        sleep();
        wakeUpWhenDue();
    }

    private void wakeUpWhenDue() {
        Instant due = values.earliest();
        Instant soonest = now().plus(TICK);
        if (due == null || !wakesAt.isAfter(due) || !wakesAt.isAfter(soonest)) {
            return;
        }
        sleep();
        wakesAt = due.isBefore(soonest) ? soonest : due;
        alarm = Guarded.schedule(
                context,
                Operators.ROLLING,
                Duration.between(now(), wakesAt),
                PunctuationType.WALL_CLOCK_TIME,
                this::wakeUp);
    }

    private void sleep() {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = null;
        wakesAt = Instant.MAX;
    }

    private void publish(String key, byte @Nullable [] value, Instant asOf) {
        shared.meters().written(value == null);
        context.forward(new Record<>(key, value, asOf.toEpochMilli(), new RecordHeaders()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    @Override
    public void close() {
        sleep();
        if (time != null && backlog != null) {
            time.leave();
            shared.meters().close(backlog);
        }
        time = null;
        backlog = null;
    }

    private static <T> T joined(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("woken up before init or after close");
        }
        return part;
    }
}
