/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneKey;
import dev.chatstream.processor.aggregate.Subject;
import dev.chatstream.processor.query.Panes;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.store.RollingStore;
import dev.chatstream.processor.store.ValueCodec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the published value of every window current: in step with the panes that hooks change, and with the clock that
 * moves the windows on.
 *
 * <p>A row for everybody who has a value, or will have one, stands in a store, so no crash loses sight of anybody. When
 * who is due is not stored: after a restart everybody is.
 */
public final class RollingValues {
    private final RollingRules rules;
    private final Panes panes;
    private final RollingStore rows;
    private final ValueCodec<RollingMetrics> codec;
    private final Publisher publisher;
    private final RollingSchedule schedule = new RollingSchedule();
    private final Map<Pace, Reach> reaches = new EnumMap<>(Pace.class);

    /** How far back windows reach during a minute, in one zone. */
    private record Reach(Instant endOfMinute, ZoneId zone, Instant oldest) {}

    /** Where values go. */
    @FunctionalInterface
    public interface Publisher {
        /** Replaces the value under {@code key}; null means that the window is empty. */
        void publish(String key, byte @Nullable [] value, Instant asOf);
    }

    public RollingValues(
            RollingRules rules, Panes panes, RollingStore rows, ValueCodec<RollingMetrics> codec, Publisher publisher) {
        this.rules = rules;
        this.panes = panes;
        this.rows = rows;
        this.codec = codec;
        this.publisher = publisher;
    }

    /** Takes up everybody who had values when the state was left: all are to be looked at. */
    public void restore(Instant now) {
        rows.forEach((subject, stored) -> {
            schedule.put(subject, RollingRow.decode(stored).written());
            for (Pace pace : Pace.values()) {
                schedule.changes(subject, pace, now, now);
            }
        });
    }

    /** A pane was changed. What it means for windows is written when they are due. */
    public void touched(PaneKey key, Granularity granularity, Instant now) {
        Subject subject = key.subject();
        if (!rules.include(subject)) {
            return;
        }
        for (Pace pace : Pace.values()) {
            if (pace.granularity() == granularity && !key.start().isBefore(oldest(pace, rules.zone(subject), now))) {
                if (!schedule.changes(subject, pace, key.start(), now)) {
                    rows.put(subject, RollingRow.EMPTY.encode());
                    schedule.put(subject, Map.of());
                    schedule.changes(subject, pace, key.start(), now);
                }
            }
        }
    }

    private Instant oldest(Pace pace, ZoneId zone, Instant now) {
        Instant end = TimeRange.endOfMinute(now);
        Reach reach = reaches.get(pace);
        if (reach == null || !reach.endOfMinute().equals(end) || !reach.zone().equals(zone)) {
            reach = new Reach(end, zone, pace.oldest(now, zone));
            reaches.put(pace, reach);
        }
        return reach.oldest();
    }

    /** Looks at what has been due longest; false when nothing is due. */
    public boolean lookAtNext(Instant now) {
        Optional<RollingSchedule.Turn> turn = schedule.next(now);
        turn.ifPresent(found -> look(found, now));
        return turn.isPresent();
    }

    /** How many are due at {@code now}: a subject once for each pace of its windows. */
    public int due(Instant now) {
        return schedule.due(now);
    }

    /** When something is due next; null when nothing is. */
    public @Nullable Instant earliest() {
        return schedule.earliest();
    }

    private void look(RollingSchedule.Turn turn, Instant now) {
        Subject subject = turn.subject();
        byte[] stored = rows.get(subject);
        RollingRow row = stored == null ? RollingRow.EMPTY : RollingRow.decode(stored);
        Map<RollingWindow, Long> fingerprints = new EnumMap<>(RollingWindow.class);
        fingerprints.putAll(row.fingerprints());
        Instant next = rules.include(subject) ? write(turn, fingerprints, now) : takeBack(turn, fingerprints, now);
        schedule.done(turn, now, next);
        boolean changed = !fingerprints.equals(row.fingerprints());
        RollingRow after = changed ? row.with(turn.pace(), now, fingerprints) : row;
        if (fingerprints.isEmpty() && schedule.isIdle(subject)) {
            forget(subject, after, now);
        }
        if (changed && schedule.knows(subject)) {
            rows.put(subject, after.encode());
        }
    }

    /** Not before a new value might be written: when the last one was has to be known until then. */
    private void forget(Subject subject, RollingRow row, Instant now) {
        row.written().forEach((pace, written) -> {
            Instant free = written.plus(pace.interval());
            if (free.isAfter(now) && !written.isAfter(now)) {
                schedule.changes(subject, pace, free, now);
            }
        });
        if (schedule.isIdle(subject)) {
            rows.delete(subject);
            schedule.remove(subject);
        }
    }

    /** Writes what changed; returns when the windows change next if no hook comes, null when they are empty. */
    private @Nullable Instant write(RollingSchedule.Turn turn, Map<RollingWindow, Long> fingerprints, Instant now) {
        Subject subject = turn.subject();
        Pace pace = turn.pace();
        ZoneId zone = rules.zone(subject);
        PaceReading reading = PaceReading.of(panes, subject, pace, now, zone);
        Instant next = reading.ahead().orElse(null);
        for (RollingWindow window : pace.windows()) {
            Optional<PaceReading.Counted> counted = reading.counted(window);
            if (counted.isEmpty()) {
                takeBack(subject, window, fingerprints, now);
            } else {
                write(subject, counted.get(), fingerprints, now);
                next = earlier(next, pace.leaves(window, counted.get().first(), now, zone));
            }
        }
        return next;
    }

    private void write(
            Subject subject, PaceReading.Counted counted, Map<RollingWindow, Long> fingerprints, Instant now) {
        RollingMetrics.Builder value = RollingMapper.toRecord(subject, counted.window(), counted.figures());
        long fingerprint = fingerprint(value, counted.first());
        Long before = fingerprints.put(counted.window(), fingerprint);
        if (before == null || before != fingerprint) {
            TimeRange range = counted.range();
            RollingMetrics bound =
                    value.setFrom(range.from()).setTo(range.to()).setAsOf(now).build();
            publisher.publish(key(subject, counted.window()), codec.encode(bound), now);
        }
    }

    private @Nullable Instant takeBack(RollingSchedule.Turn turn, Map<RollingWindow, Long> fingerprints, Instant now) {
        turn.pace().windows().forEach(window -> takeBack(turn.subject(), window, fingerprints, now));
        return null;
    }

    private void takeBack(Subject subject, RollingWindow window, Map<RollingWindow, Long> fingerprints, Instant now) {
        if (fingerprints.remove(window) != null) {
            publisher.publish(key(subject, window), null, now);
        }
    }

    /**
     * Differs when a pane entered or left the window, even if one left as an equal one entered: then the first one is
     * another. Bounds alone, which move every minute, make no difference.
     */
    private long fingerprint(RollingMetrics.Builder value, Instant first) {
        RollingMetrics unbound =
                value.setFrom(first).setTo(Instant.EPOCH).setAsOf(Instant.EPOCH).build();
        long fingerprint = SchemaNormalization.fingerprint64(codec.encode(unbound));
        return fingerprint == 0 ? 1 : fingerprint;
    }

    private static String key(Subject subject, RollingWindow window) {
        return subject.keyPrefix() + window.parameter();
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
