/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Count;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.query.BreakdownQuery;
import dev.chatstream.processor.query.BreakdownQuery.Breakdown;
import dev.chatstream.processor.query.BreakdownQuery.Limits;
import dev.chatstream.processor.query.Period;
import dev.chatstream.processor.query.Reading;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The figures of a window for each agent, group, country or trigger.
 *
 * @param dimensions what is counted beside the account
 */
record BreakdownResource(FiguresView figures, ZonesConfig zones, Set<Dimension> dimensions) implements AccountResource {
    private static final int MOST_ROWS = 1_000;
    private static final int USUAL_ROWS = 100;

    BreakdownResource {
        dimensions = Set.copyOf(dimensions);
    }

    @Override
    public String path() {
        return "/breakdown";
    }

    @Override
    public Set<String> parameters() {
        return Parameters.aboutAPeriodAnd("by", "sort", "limit", "compare", FigureChoice.PARAMETER);
    }

    @Override
    public AccountQuestion question(long accountId, Parameters parameters) throws BadParameter {
        ZoneId zone = zones.of(accountId, parameters.zone());
        Period period = parameters.period(zone);
        List<String> names = Dimensions.ALL.stream().map(Dimensions::name).toList();
        String by = parameters
                .oneOf("by", names)
                .orElseThrow(() -> new BadParameter("by", "one of " + String.join(", ", names)));
        Dimension dimension = Dimensions.ALL.get(names.indexOf(by));
        Dimensions.requireCounted("by", dimension, dimensions);
        RowOrder order = RowOrder.of(parameters.text("sort").orElse("-counts.total"), figures);
        FigureChoice choice = FigureChoice.of(parameters, figures);
        int limit = parameters.number("limit", USUAL_ROWS, MOST_ROWS);
        return new PeriodQuestion(period, zone, parameters.compares(), (json, reading) -> {
            json.put("by", by).put("sort", order.name());
            json.set("attribution", Metric.attribution(dimension));
            choice.addNames(json);
            addRows(json, reading, dimension, order, choice, limit);
        });
    }

    private void addRows(
            ObjectNode json, Reading reading, Dimension dimension, RowOrder order, FigureChoice choice, int limit)
            throws BadParameter {
        Aggregate account = reading.summary(DimensionKey.ACCOUNT).figures();
        Breakdown breakdown = BreakdownQuery.breakdown(reading, dimension, Limits.USUAL);
        if (!breakdown.complete()) {
            throw new BadParameter(
                    "by",
                    "at most " + Limits.USUAL.values() + " values, and " + Limits.USUAL.panes()
                            + " panes of them, in the range; ask for a shorter one");
        }
        List<ObjectNode> rows = new ArrayList<>();
        long total = 0;
        for (var value : breakdown.values().entrySet()) {
            total += value.getValue().count(Count.CONVERSATIONS);
            ObjectNode row = JsonNodeFactory.instance.objectNode().put("value", value.getKey());
            rows.add(figures.addTo(row, value.getValue()));
        }
        rows.sort(order);
        json.set("account", choice.addTo(JsonNodeFactory.instance.objectNode(), account));
        boolean overlapping = dimension == Dimension.AGENT || dimension == Dimension.TRIGGER;
        json.put("overlapping", overlapping);
        json.put("without", overlapping ? null : Math.max(0, account.count(Count.CONVERSATIONS) - total));
        json.put("values", rows.size());
        ArrayNode shown = json.putArray("rows");
        rows.stream().limit(limit).forEach(row -> choice.addTo(shown.addObject().set("value", row.get("value")), row));
    }
}
