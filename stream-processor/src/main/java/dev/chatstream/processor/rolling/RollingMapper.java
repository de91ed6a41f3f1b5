/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.RollingDimension;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.avro.RollingSeconds;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.Histogram;
import dev.chatstream.processor.aggregate.Subject;
import dev.chatstream.processor.query.RollingWindow;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A window's figures as they are published. Null means that a figure cannot be computed; 0 is a measured zero. */
final class RollingMapper {
    /** As many decimals as the query API gives, so that the figures are equal. */
    private static final double DECIMALS = 1e6;

    private static final int SATISFIED = 4;

    private RollingMapper() {}

    /** Everything but the window's bounds and the moment, which the caller has to set. */
    static RollingMetrics.Builder toRecord(Subject subject, RollingWindow window, Aggregate figures) {
        long missed = figures.count(Count.MISSED);
        long ratings = 0;
        long stars = 0;
        long satisfied = 0;
        for (int rating = 1; rating <= Aggregate.BEST_RATING; rating++) {
            long given = figures.ratings(rating);
            ratings += given;
            stars += given * rating;
            satisfied += rating >= SATISFIED ? given : 0;
        }
        return RollingMetrics.newBuilder()
                .setAccountId(subject.accountId())
                .setDimension(dimension(subject.about().dimension()))
                .setValue(subject.about().value())
                .setWindow(window.parameter())
                .setConversations(figures.count(Count.CONVERSATIONS))
                .setChats(figures.count(Count.CHATS))
                .setMissed(missed)
                .setOffline(figures.count(Count.OFFLINE))
                .setUnclassified(figures.count(Count.UNCLASSIFIED))
                .setServed(figures.count(Count.SERVED))
                .setMissedRate(ratio(missed, figures.count(Count.CHATS) + missed))
                .setFirstResponse(seconds(figures.firstResponse()))
                .setResponseTime(seconds(figures.responseTime()))
                .setRatings(ratings)
                .setRatingMean(ratio(stars, ratings))
                .setCsat(ratio(satisfied, ratings));
    }

    private static RollingDimension dimension(Dimension dimension) {
        return switch (dimension) {
            case ACCOUNT -> RollingDimension.ACCOUNT;
            case AGENT -> RollingDimension.AGENT;
            case GROUP, COUNTRY, TRIGGER, UNKNOWN ->
                throw new IllegalArgumentException(
                        "dimension: " + dimension + " (expected: one that rolling values are made of)");
        };
    }

    private static RollingSeconds seconds(Histogram histogram) {
        return new RollingSeconds(
                histogram.count(),
                ratio(histogram.sum(), histogram.count()),
                percentile(histogram, 50),
                percentile(histogram, 90),
                percentile(histogram, 95),
                percentile(histogram, 99));
    }

    private static @Nullable Double percentile(Histogram histogram, int percent) {
        OptionalLong value = histogram.percentile(percent);
        return value.isPresent() ? (double) value.getAsLong() : null;
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : Math.round((double) part / whole * DECIMALS) / DECIMALS;
    }
}
