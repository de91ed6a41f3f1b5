/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.processor.aggregate.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which windows of whom are to be looked at when: after a change, but no more often than their pace allows. */
final class RollingSchedule {
    private final Map<Subject, Map<Pace, Instant>> lookedAt = new HashMap<>();
    private final Map<Pace, DueIndex> dues = new EnumMap<>(Pace.class);

    RollingSchedule() {
        for (Pace pace : Pace.values()) {
            dues.put(pace, new DueIndex());
        }
    }

    /** Windows of one subject that are due. */
    record Turn(Subject subject, Pace pace) {}

    boolean knows(Subject subject) {
        return lookedAt.containsKey(subject);
    }

    /** Takes up a subject; {@code written} says when windows were last written, by pace. */
    void put(Subject subject, Map<Pace, Instant> written) {
        Map<Pace, Instant> copy = new EnumMap<>(Pace.class);
        copy.putAll(written);
        lookedAt.put(subject, copy);
    }

    void remove(Subject subject) {
        lookedAt.remove(subject);
        dues.values().forEach(due -> due.remove(subject));
    }

    /** The windows change at {@code at}, which may have been a moment ago: they are due as soon as they may be. */
    void changes(Subject subject, Pace pace, Instant at, Instant now) {
        Instant allowed = at.isBefore(now) ? now : at;
        Instant last = lookedAt.getOrDefault(subject, Map.of()).get(pace);
        if (last != null) {
            // A clock that was set back must not keep anybody waiting.
            Instant next = (last.isAfter(now) ? now : last).plus(pace.interval());
            allowed = next.isAfter(allowed) ? next : allowed;
        }
        due(pace).add(subject, allowed);
    }

    /** What is due and latest, measured by how long its windows may wait. It stays due until it was looked at. */
    Optional<Turn> next(Instant now) {
        Turn latest = null;
        double latestLateness = -1;
        for (Pace pace : Pace.values()) {
            Instant since = due(pace).earliest();
            if (since != null && !since.isAfter(now)) {
                double lateness = (double) Duration.between(since, now).toMillis()
                        / pace.interval().toMillis();
                if (lateness > latestLateness) {
                    latestLateness = lateness;
                    latest = new Turn(due(pace).first(now).orElseThrow(), pace);
                }
            }
        }
        return Optional.ofNullable(latest);
    }

    /** The windows were looked at; {@code next} is when they change by the clock alone, null when they do not. */
    void done(Turn turn, Instant now, @Nullable Instant next) {
        due(turn.pace()).remove(turn.subject());
        Map<Pace, Instant> looked = lookedAt.get(turn.subject());
        if (looked == null) {
            throw new IllegalStateException("looked at windows of a subject that was not taken up");
        }
        looked.put(turn.pace(), now);
        if (next != null) {
            changes(turn.subject(), turn.pace(), next, now);
        }
    }

    /** Whether nothing will ever change unless a pane does. */
    boolean isIdle(Subject subject) {
        return dues.values().stream().noneMatch(due -> due.contains(subject));
    }

    /** When something is due next; null when nothing is. */
    @Nullable
    Instant earliest() {
        Instant earliest = null;
        for (DueIndex due : dues.values()) {
            Instant other = due.earliest();
            earliest = earliest == null || (other != null && other.isBefore(earliest)) ? other : earliest;
        }
        return earliest;
    }

    /** How many subjects are due at {@code now}, once for each pace. */
    int due(Instant now) {
        return dues.values().stream().mapToInt(due -> due.due(now)).sum();
    }

    private DueIndex due(Pace pace) {
        DueIndex found = dues.get(pace);
        if (found == null) {
            throw new IllegalArgumentException("no index for " + pace);
        }
        return found;
    }
}
