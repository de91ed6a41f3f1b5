/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.processor.aggregate.Subject;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which windows of whom are to be looked at when: after a change, but no more often than their pace allows. */
final class RollingSchedule {
    private static final Pace[] PACES = Pace.values();

    /** One place for each pace, by its ordinal. */
    private final Map<Subject, Place[]> places = new HashMap<>();

    private final DueIndex[] dues = new DueIndex[PACES.length];

    RollingSchedule() {
        Arrays.setAll(dues, pace -> new DueIndex());
    }

    /** Windows of one subject that are due. */
    record Turn(Subject subject, Pace pace) {}

    boolean knows(Subject subject) {
        return places.containsKey(subject);
    }

    /** Takes up a subject that is not known; {@code written} says when windows were last written, by pace. */
    void put(Subject subject, Map<Pace, Instant> written) {
        Place[] taken = new Place[PACES.length];
        for (Pace pace : PACES) {
            Instant last = written.get(pace);
            taken[pace.ordinal()] = new Place(subject, last == null ? Place.NEVER : last.toEpochMilli());
        }
        if (places.put(subject, taken) != null) {
            throw new IllegalStateException("a subject was taken up twice");
        }
    }

    void remove(Subject subject) {
        Place[] left = places.remove(subject);
        if (left != null) {
            for (Pace pace : PACES) {
                due(pace).remove(left[pace.ordinal()]);
            }
        }
    }

    /**
     * The windows change at {@code at}, which may have been a moment ago: they are due as soon as they may be.
     *
     * @return false when the subject was not taken up, and nothing is due
     */
    boolean changes(Subject subject, Pace pace, Instant at, Instant now) {
        Place[] found = places.get(subject);
        if (found == null) {
            return false;
        }
        changes(found[pace.ordinal()], pace, at.toEpochMilli(), now.toEpochMilli());
        return true;
    }

    private void changes(Place place, Pace pace, long at, long now) {
        due(pace).add(place, Math.max(Math.max(at, now), place.freeAt(pace, now)));
    }

    /** What is due and latest, measured by how long its windows may wait. It stays due until it was looked at. */
    Optional<Turn> next(Instant now) {
        Turn latest = null;
        double latestLateness = -1;
        for (Pace pace : PACES) {
            Place first = due(pace).first();
            double lateness = (now.toEpochMilli() - due(pace).earliest())
                    / (double) pace.interval().toMillis();
            if (first != null && lateness >= 0 && lateness > latestLateness) {
                latestLateness = lateness;
                latest = new Turn(first.subject(), pace);
            }
        }
        return Optional.ofNullable(latest);
    }

    /** The windows were looked at; {@code next} is when they change by the clock alone, null when they do not. */
    void done(Turn turn, Instant now, @Nullable Instant next) {
        Place[] found = places.get(turn.subject());
        if (found == null) {
            throw new IllegalStateException("looked at windows of a subject that was not taken up");
        }
        Place place = found[turn.pace().ordinal()];
        due(turn.pace()).remove(place);
        place.lookedAt(now.toEpochMilli());
        if (next != null) {
            changes(place, turn.pace(), next.toEpochMilli(), now.toEpochMilli());
        }
    }

    /** Whether nothing will ever change unless a pane does. */
    boolean isIdle(Subject subject) {
        Place[] found = places.get(subject);
        return found == null || Arrays.stream(found).noneMatch(Place::isDue);
    }

    /** When something is due next; null when nothing is. */
    @Nullable
    Instant earliest() {
        long earliest = Long.MAX_VALUE;
        for (DueIndex due : dues) {
            earliest = Math.min(earliest, due.earliest());
        }
        return earliest == Long.MAX_VALUE ? null : Instant.ofEpochMilli(earliest);
    }

    /** How many subjects are due at {@code now}, once for each pace. */
    int due(Instant now) {
        return Arrays.stream(dues).mapToInt(due -> due.due(now.toEpochMilli())).sum();
    }

    private DueIndex due(Pace pace) {
        return dues[pace.ordinal()];
    }
}
