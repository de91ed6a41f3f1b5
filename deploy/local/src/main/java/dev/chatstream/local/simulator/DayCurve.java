/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import java.time.Instant;
import java.time.ZoneOffset;

/** How busy shops are over a day (UTC), with a mean of 1: quiet at night, busiest in the evening. */
final class DayCurve {
    private static final double[] BY_HOUR = {
        0.45, 0.35, 0.30, 0.30, 0.35, 0.45, 0.65, 0.90, 1.15, 1.30, 1.35, 1.30,
        1.20, 1.20, 1.25, 1.30, 1.35, 1.45, 1.60, 1.65, 1.45, 1.15, 0.85, 0.70
    };
    private static final int FIRST_STAFFED_HOUR = 7;
    private static final int FIRST_UNSTAFFED_HOUR = 21;

    private DayCurve() {}

    /** Factor at an instant, linear between full hours. */
    static double at(Instant instant) {
        int second = instant.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
        int hour = second / 3600;
        double share = second % 3600 / 3600.0;
        return BY_HOUR[hour] * (1 - share) + BY_HOUR[(hour + 1) % BY_HOUR.length] * share;
    }

    /** Whether agents are at work: outside that most visitors are missed or leave an offline message. */
    static boolean staffed(Instant instant) {
        int hour = instant.atOffset(ZoneOffset.UTC).getHour();
        return hour >= FIRST_STAFFED_HOUR && hour < FIRST_UNSTAFFED_HOUR;
    }
}
