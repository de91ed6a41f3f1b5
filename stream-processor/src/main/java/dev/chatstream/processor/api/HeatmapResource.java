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
import dev.chatstream.processor.query.HeatmapQuery;
import dev.chatstream.processor.query.Period;
import java.time.ZoneId;
import java.util.Set;

/**
 * The figures of a window by hour of the day and weekday.
 *
 * @param dimensions what is counted beside the account
 */
record HeatmapResource(FiguresView figures, ZonesConfig zones, Set<Dimension> dimensions) implements AccountResource {
    HeatmapResource {
        dimensions = Set.copyOf(dimensions);
    }

    @Override
    public String path() {
        return "/heatmap";
    }

    @Override
    public Set<String> parameters() {
        return Parameters.aboutAPeriodAnd("agent", "group", "country", "trigger", "compare", FigureChoice.PARAMETER);
    }

    @Override
    public AccountQuestion question(long accountId, Parameters parameters) throws BadParameter {
        DimensionKey about = parameters.about(dimensions);
        ZoneId zone = zones.of(accountId, parameters.zone());
        Period period = parameters.period(zone);
        FigureChoice choice = FigureChoice.of(parameters, figures);
        return new PeriodQuestion(period, zone, parameters.compares(), (json, reading) -> {
            choice.addNames(json);
            ArrayNode cells = json.putArray("cells");
            for (HeatmapQuery.Cell cell : HeatmapQuery.cells(reading, about)) {
                ObjectNode row = cells.addObject()
                        .put("weekday", cell.weekday().getValue())
                        .put("hour", cell.hour())
                        .put("coveredSeconds", cell.covered().toSeconds());
                choice.addTo(row, cell.figures());
            }
        });
    }
}
