/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A period as it is answered.
 *
 * @param requested the bounds that were asked for; empty when the period moves with the clock
 * @param cover which panes it is made of
 * @param zone in which days and hours begin
 */
public record Window(Optional<TimeRange> requested, PaneCover cover, ZoneId zone) {

    /** The bounds that are really used. */
    public TimeRange range() {
        return cover.range();
    }

    /** Whether nothing new ends in it any more, only revisions can change it. */
    public boolean isClosed(Instant now) {
        return !range().to().isAfter(now);
    }
}
