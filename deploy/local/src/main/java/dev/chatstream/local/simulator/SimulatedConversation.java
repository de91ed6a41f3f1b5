/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation as it really went in the simulation, before it is written as a hook. */
public record SimulatedConversation(
        long accountId,
        long channelId,
        Instant beginAt,
        Instant endAt,
        Kind kind,
        boolean endedUnanswered,
        boolean dropped,
        @Nullable Integer rating,
        @Nullable String ratingDesc,
        Visitor visitor,
        List<String> pages,
        List<Line> lines) {

    /** What became of it. */
    public enum Kind {
        CHAT,
        MISSED,
        OFFLINE,
        /** Only the visitor saw a trigger and left: no flag names a type. */
        UNCLASSIFIED
    }

    /** Who wrote a line. */
    public enum Author {
        VISITOR,
        AGENT,
        TRIGGER,
        SYSTEM
    }

    /** Who asked. */
    public record Visitor(
            long id,
            String key,
            String name,
            String email,
            @Nullable String group,
            String countryCode,
            String country,
            String city) {}

    /**
     * One entry of the transcript.
     *
     * @param agent number of the agent who wrote it or whom it is about
     * @param trigger name of the trigger that sent it
     */
    public record Line(
            Author author,
            String name,
            @Nullable Integer agent,
            @Nullable String trigger,
            String text,
            Instant sentAt) {}

    /** The same conversation with a rating that came later. */
    SimulatedConversation rated(int value, String comment) {
        return new SimulatedConversation(
                accountId,
                channelId,
                beginAt,
                endAt,
                kind,
                endedUnanswered,
                dropped,
                value,
                comment,
                visitor,
                pages,
                lines);
    }

    /** Whether at least one trigger wrote. */
    public boolean triggered() {
        return lines.stream().anyMatch(line -> line.author() == Author.TRIGGER);
    }

    /** Waiting times of the visitor: from the first unanswered line of a run to the next agent line. */
    public List<Duration> gaps() {
        return Gaps.of(lines);
    }
}
