/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.bounds;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much is kept of what. Beyond a bound the processor goes on, leaves out what is over, and counts that: as an
 * anomaly, as a forgotten revision, as late or as an expired pane.
 */
public final class Bounds {
    /** Contents remembered of one conversation, each with its event id; the lowest-ranked is forgotten first. */
    public static final int MOST_REVISIONS = 16;

    /** Human agents credited in one conversation. */
    public static final int MOST_AGENTS = 64;

    /** Triggers remembered of one conversation. */
    public static final int MOST_TRIGGERS = 64;

    /** Response times kept of one conversation, the first ones; bounds its facts to some kilobytes. */
    public static final int MOST_RESPONSE_TIMES = 1_000;

    /** Characters of a group's or trigger's name, because it becomes part of a key; the rest is cut off. */
    public static final int LONGEST_LABEL = 128;

    /** Longest span that is believed, 68 years; keeps sums of many within 64 bits. */
    public static final long LONGEST_SECONDS = Integer.MAX_VALUE;

    /** A clock that is this much ahead is believed; beyond that it is wrong. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** A conversation received longer than this after its event time is not counted in panes of a minute. */
    public static final Duration MINUTE_RETENTION = Duration.ofHours(72);

    /** The same for panes of a quarter of an hour. */
    public static final Duration QUARTER_RETENTION = Duration.ofDays(65);

    /**
     * How much longer than every retention stores keep things, so that hooks delayed on their way still meet theirs.
     */
    public static final Duration SLACK = Duration.ofHours(24);

    private Bounds() {}

    /**
     * All of them by name, for people: numbers, and durations in ISO 8601.
     *
     * @param conversationRetention the one that is a setting
     */
    public static Map<String, Object> named(Duration conversationRetention) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("revisionsPerConversation", MOST_REVISIONS);
        named.put("agentsPerConversation", MOST_AGENTS);
        named.put("triggersPerConversation", MOST_TRIGGERS);
        named.put("responseTimesPerConversation", MOST_RESPONSE_TIMES);
        named.put("labelCharacters", LONGEST_LABEL);
        named.put("longestSeconds", LONGEST_SECONDS);
        named.put("clockTolerance", CLOCK_TOLERANCE.toString());
        named.put("minutePaneRetention", MINUTE_RETENTION.toString());
        named.put("quarterPaneRetention", QUARTER_RETENTION.toString());
        named.put("conversationRetention", conversationRetention.toString());
        named.put("slack", SLACK.toString());
        return Collections.unmodifiableMap(named);
    }
}
