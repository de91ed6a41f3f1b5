/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.query.Period;
import dev.chatstream.processor.query.Summary;
import java.time.ZoneId;
import java.util.Set;

/**
 * The figures of one window.
 *
 * @param dimensions what is counted beside the account
 */
record SummaryResource(FiguresView figures, ZonesConfig zones, Set<Dimension> dimensions) implements AccountResource {
    SummaryResource {
        dimensions = Set.copyOf(dimensions);
    }

    @Override
    public String path() {
        return "/summary";
    }

    @Override
    public Set<String> parameters() {
        return Parameters.aboutAPeriodAnd("agent", "group", "country", "trigger", "compare", "explain");
    }

    @Override
    public AccountQuestion question(long accountId, Parameters parameters) throws BadParameter {
        DimensionKey about = parameters.about(dimensions);
        ZoneId zone = zones.of(accountId, parameters.zone());
        Period period = parameters.period(zone);
        boolean explains = parameters.flag("explain");
        return new PeriodQuestion(period, zone, parameters.compares(), (json, reading) -> {
            Summary summary = reading.summary(about);
            figures.addTo(json, summary.figures());
            if (explains) {
                json.set("explain", new ExplainView(figures).json(reading, about, summary.figures()));
            }
        });
    }
}
