/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.query.PaneCover;
import dev.chatstream.processor.query.Period;
import dev.chatstream.processor.query.Reading;
import dev.chatstream.processor.query.SeriesQuery;
import dev.chatstream.processor.query.Step;
import dev.chatstream.processor.query.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * How the figures of a window went over time.
 *
 * @param dimensions what is counted beside the account
 */
record SeriesResource(FiguresView figures, ZonesConfig zones, Set<Dimension> dimensions) implements AccountResource {
    private static final int MOST_POINTS = 1_500;

    /** So many points are enough for a chart, when nobody says how fine it is to be. */
    private static final int USUAL_POINTS = 200;

    SeriesResource {
        dimensions = Set.copyOf(dimensions);
    }

    @Override
    public String path() {
        return "/timeseries";
    }

    @Override
    public Set<String> parameters() {
        return Parameters.aboutAPeriodAnd(
                "agent", "group", "country", "trigger", "compare", "step", FigureChoice.PARAMETER);
    }

    @Override
    public AccountQuestion question(long accountId, Parameters parameters) throws BadParameter {
        DimensionKey about = parameters.about(dimensions);
        ZoneId zone = zones.of(accountId, parameters.zone());
        Period period = parameters.period(zone);
        Optional<Step> wanted = parameters.oneOf("step", Step.parameters()).flatMap(Step::named);
        FigureChoice choice = FigureChoice.of(parameters, figures);
        return new PeriodQuestion(period, zone, parameters.compares(), (json, reading) -> {
            Step step = step(wanted, reading);
            json.put("step", step.parameter());
            choice.addNames(json);
            ArrayNode points = json.putArray("points");
            for (SeriesQuery.Bucket bucket : SeriesQuery.series(reading, about, step)) {
                points.add(choice.addTo(point(bucket, step, reading), bucket.figures()));
            }
        });
    }

    private static Step step(Optional<Step> wanted, Reading reading) throws BadParameter {
        TimeRange range = reading.window().range();
        boolean minutes =
                PaneCover.minutesReachBackTo(range.from(), reading.account().now());
        if (wanted.isEmpty()) {
            for (Step step : Step.values()) {
                if (step.in(range) <= USUAL_POINTS && (minutes || !step.needsMinutes())) {
                    return step;
                }
            }
            return Step.DAY;
        }
        if (wanted.get().needsMinutes() && !minutes) {
            throw new BadParameter("step", "at least PT15M, because single minutes are not kept for so long");
        }
        if (wanted.get().in(range) > MOST_POINTS) {
            throw new BadParameter("step", "one that makes at most " + MOST_POINTS + " points of the range");
        }
        return wanted.get();
    }

    private static ObjectNode point(SeriesQuery.Bucket bucket, Step step, Reading reading) {
        TimeRange range = bucket.range();
        TimeRange whole = step.around(range.from(), reading.window().zone());
        Instant now = reading.account().now();
        boolean partial = !whole.equals(range) || range.to().isAfter(now);
        return TimeRangeView.json(range).put("partial", partial);
    }
}
