/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.schemas.registry.RegistryException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Answers what happened in a rolling window. Merges panes when asked, so figures decay without new hooks. */
public final class SummaryQuery {
    private final AccountPanes accounts;
    private final Clock clock;

    public SummaryQuery(AccountPanes accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What became of a question. */
    public sealed interface Answer {
        record Found(Summary summary) implements Answer {}

        /** No hook of the account was ever seen. */
        record UnknownAccount(long accountId) implements Answer {}

        /** Cannot be said at the moment. */
        record Unavailable(String reason) implements Answer {}

        default <T> T fold(
                Function<Found, T> found, Function<UnknownAccount, T> unknown, Function<Unavailable, T> unavailable) {
            if (this instanceof Found answer) {
                return found.apply(answer);
            }
            return this instanceof UnknownAccount answer
                    ? unknown.apply(answer)
                    : unavailable.apply((Unavailable) this);
        }
    }

    public Answer summary(long accountId, DimensionKey about, RollingWindow window, ZoneId zone) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            return accounts.locate(accountId)
                    .fold(
                            here -> summary(here.panes(), accountId, about, window.at(now, zone), zone, now),
                            gone -> new Answer.Unavailable(gone.reason()));
        } catch (InvalidStateStoreException | RegistryException e) {
            return new Answer.Unavailable("the state of the account is being moved");
        }
    }

    private static Answer summary(
            Panes panes, long accountId, DimensionKey about, TimeRange wanted, ZoneId zone, Instant now) {
        if (!panes.knows(accountId)) {
            return new Answer.UnknownAccount(accountId);
        }
        // Read before the panes: what it claims to be counted must be.
        Optional<Instant> watermark = panes.watermark();
        PaneCover cover = PaneCover.of(wanted, now);
        Aggregate figures = Aggregate.ZERO;
        for (PaneCover.Part part : cover.parts()) {
            figures = figures.plus(panes.sum(accountId, about, part));
        }
        return new Answer.Found(new Summary(accountId, cover.range(), zone, now, watermark, false, figures));
    }
}
