/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.bounds.Bounds;
import java.time.Duration;
import java.time.Instant;

/** Lengths of the panes. Every window is a merge of panes, so that one state serves all windows. */
public enum Granularity {
    /** Panes of a minute, for windows within the last three days. */
    MINUTE(Duration.ofMinutes(1), Bounds.MINUTE_RETENTION),
    /** Panes of a quarter of an hour: days and hours of half-hour time zones are made of whole ones. */
    QUARTER(Duration.ofMinutes(15), Bounds.QUARTER_RETENTION);

    private final Duration length;
    private final Duration retention;

    Granularity(Duration length, Duration retention) {
        this.length = length;
        this.retention = retention;
    }

    public Duration length() {
        return length;
    }

    /** A conversation received longer than this after its event time is not counted in panes of this length. */
    public Duration retention() {
        return retention;
    }

    /** How long the store keeps a pane. */
    public Duration keptFor() {
        return retention.plus(Bounds.SLACK);
    }

    /** Start of the pane that {@code instant} lies in: a multiple of the length since the epoch. */
    public Instant floor(Instant instant) {
        long seconds = instant.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, length.toSeconds()));
    }

    /** The first pane start at or after {@code instant}. */
    public Instant ceil(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? floor : floor.plus(length);
    }

    /** Depends on the hook alone, not on when it is processed: replays and redeliveries give the same answer. */
    public boolean isLate(ConversationFacts facts) {
        return facts.getCountedAt().isBefore(facts.getReceivedAt().minus(retention));
    }
}
