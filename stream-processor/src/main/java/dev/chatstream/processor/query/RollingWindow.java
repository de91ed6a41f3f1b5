/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The windows that move with the clock. They end with the current minute, so the newest conversation is in them. */
public enum RollingWindow {
    FIVE_MINUTES("PT5M", Duration.ofMinutes(5)),
    QUARTER_HOUR("PT15M", Duration.ofMinutes(15)),
    HOUR("PT1H", Duration.ofHours(1)),
    DAY("PT24H", Duration.ofHours(24)),
    WEEK("P7D", Duration.ofDays(7)),
    MONTH("P30D", Duration.ofDays(30)),
    /** Since midnight in the zone of the account. */
    TODAY("today", null);

    private final String parameter;
    private final @Nullable Duration length;

    RollingWindow(String parameter, @Nullable Duration length) {
        this.parameter = parameter;
        this.length = length;
    }

    /** As the API's parameter spells it. */
    public String parameter() {
        return parameter;
    }

    /** How long the window is; empty when that depends on the time of day. */
    public Optional<Duration> length() {
        return Optional.ofNullable(length);
    }

    /** The window that the API's parameter names; empty when there is none. */
    public static Optional<RollingWindow> named(String parameter) {
        return Arrays.stream(values())
                .filter(window -> window.parameter.equals(parameter))
                .findFirst();
    }

    /** Every value of the parameter. */
    public static List<String> parameters() {
        return Arrays.stream(values()).map(RollingWindow::parameter).toList();
    }

    /** Where the window lies at {@code now}, to the minute. */
    public TimeRange at(Instant now, ZoneId zone) {
        Instant to = TimeRange.endOfMinute(now);
        if (length != null) {
            return new TimeRange(to.minus(length), to);
        }
        Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        return new TimeRange(Granularity.MINUTE.floor(midnight), to);
    }
}
