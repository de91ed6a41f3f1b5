/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which lanes (partitions, as a rule) did not take a record a short while ago, so that the rows of one that
 * is away hold up no others. After that while one row tries its lane; the others follow when it is taken. Safe for use
 * by several threads.
 */
final class Lanes {
    private static final long AWAY_NANOS = Duration.ofSeconds(30).toNanos();

    private final LongSupplier clock;
    private final Map<String, Away> away = new HashMap<>();
    private boolean anyForTheFirstTime;
    private boolean back;

    /** A clock in nanoseconds. */
    Lanes(LongSupplier clock) {
        this.clock = clock;
    }

    /** Passed: rows of it were passed over since {@link #cameBack} was asked last. */
    private record Away(long untilNanos, int failures, boolean passed) {}

    /** Whether a row of these lanes may be sent now; counts as the one try of those that were away. */
    synchronized boolean mayTry(String account, String lane) {
        if (isAway(away.get(account)) || isAway(away.get(lane))) {
            away.computeIfPresent(account, (name, known) -> passed(known));
            away.computeIfPresent(lane, (name, known) -> passed(known));
            return false;
        }
        away.computeIfPresent(account, (name, known) -> awayAgain(known.failures(), known.passed()));
        away.computeIfPresent(lane, (name, known) -> awayAgain(known.failures(), known.passed()));
        return true;
    }

    private static Away passed(Away known) {
        return new Away(known.untilNanos(), known.failures(), true);
    }

    private Away awayAgain(int failures, boolean passed) {
        return new Away(clock.getAsLong() + AWAY_NANOS, failures, passed);
    }

    private boolean isAway(@Nullable Away lane) {
        return lane != null && lane.untilNanos() - clock.getAsLong() > 0;
    }

    synchronized void failed(String lane) {
        @Nullable Away known = away.get(lane);
        away.put(lane, awayAgain(known == null ? 1 : known.failures() + 1, true));
        anyForTheFirstTime |= known == null;
    }

    /**
     * The lane has taken a record. When it had been away, all may be back; and where others failed only once, it may
     * have been Kafka as a whole that was away, so they are tried again too. A lane that fails again stays away.
     */
    synchronized void took(String lane) {
        @Nullable Away returned = away.remove(lane);
        if (returned == null && !anyForTheFirstTime) {
            return;
        }
        back |= returned != null && returned.passed();
        anyForTheFirstTime = false;
        away.replaceAll((name, other) -> returned != null || other.failures() == 1 ? released(other) : other);
    }

    private Away released(Away lane) {
        back |= lane.passed();
        return new Away(clock.getAsLong(), lane.failures(), lane.passed());
    }

    /** Whether rows that were passed over may be sent now. Who asks begins again with the first row if so. */
    synchronized boolean cameBack() {
        if (!back && away.values().stream().noneMatch(lane -> lane.passed() && !isAway(lane))) {
            return false;
        }
        back = false;
        away.replaceAll((name, lane) -> new Away(lane.untilNanos(), lane.failures(), false));
        return true;
    }

    /** Whether a record that was taken brought one back. */
    synchronized boolean isBack() {
        return back;
    }
}
