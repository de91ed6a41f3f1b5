/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes a hook from others made of the same conversation.
 *
 * @param template number of the conversation that it is made of
 * @param firstAgent where among the account's agents the conversation's agents begin
 * @param lateRating rating that came after the conversation; null when there was none
 */
record BacklogHook(
        int template,
        long accountId,
        long channelId,
        int firstAgent,
        Instant endAt,
        String eventId,
        @Nullable Long lateRating) {
    /** Agents of each account. */
    static final int AGENTS = 20;

    BacklogHook rated(long rating, String ratedEventId) {
        return new BacklogHook(template, accountId, channelId, firstAgent, endAt, ratedEventId, rating);
    }
}
