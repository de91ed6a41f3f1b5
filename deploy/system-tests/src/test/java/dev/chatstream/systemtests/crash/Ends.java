/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.local.simulator.Draw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When conversations end, seen from their receipt: mostly just before, sometimes at the edges of what is kept. */
final class Ends {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Duration MINUTES_KEPT = Duration.ofHours(72);
    private static final Duration REMEMBERED = Duration.ofDays(35);
    private static final Duration QUARTERS_KEPT = Duration.ofDays(65);
    private static final List<Long> STRANGE = List.of(0L, -62_135_596_800_000L, 253_402_300_800_000L, Long.MAX_VALUE);

    private final Draw draw;

    Ends(Draw draw) {
        this.draw = draw;
    }

    /** An end and whether a revision may move it: those beyond reason stay where they are. */
    record End(Instant at, boolean movable) {}

    /** Of a conversation received while the test runs. */
    End fresh(Instant receivedAt) {
        return draw.chance(0.7)
                ? new End(before(receivedAt, Duration.ZERO, Duration.ofMinutes(10)), true)
                : new End(before(receivedAt, TOLERANCE.negated(), Duration.ofMinutes(5)), true);
    }

    End of(Instant receivedAt) {
        return switch (draw.weighted(600, 140, 140, 20, 10, 10, 20, 10, 10, 15, 25)) {
            case 0 -> new End(before(receivedAt, Duration.ZERO, Duration.ofMinutes(30)), true);
            case 1 -> new End(before(receivedAt, Duration.ZERO, MINUTES_KEPT.minusHours(1)), true);
            case 2 -> new End(before(receivedAt, MINUTES_KEPT, Duration.ofDays(31)), true);
            case 3 -> new End(edge(receivedAt, MINUTES_KEPT), true);
            case 4 -> new End(edge(receivedAt, REMEMBERED), true);
            case 5 -> new End(edge(receivedAt, QUARTERS_KEPT), false);
            case 6 -> new End(before(receivedAt, REMEMBERED, QUARTERS_KEPT.minus(REMEMBERED)), false);
            case 7 -> new End(before(receivedAt, QUARTERS_KEPT, Duration.ofDays(400)), false);
            case 8 -> new End(Instant.ofEpochMilli(draw.pick(STRANGE)), false);
            case 9 -> new End(edge(receivedAt, TOLERANCE.negated()), false);
            default -> new End(before(receivedAt, Duration.ofDays(-3650), Duration.ofDays(3650)), false);
        };
    }

    private Instant edge(Instant receivedAt, Duration distance) {
        return receivedAt.minus(distance).plusMillis(draw.between(-1, 1));
    }

    /** Between {@code least} and {@code least + spread} before the receipt. */
    private Instant before(Instant receivedAt, Duration least, Duration spread) {
        int seconds = Math.toIntExact(spread.toSeconds());
        return receivedAt.minus(least).minusSeconds(draw.between(1, seconds)).plusMillis(draw.between(0, 999));
    }
}
