/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.query.Summary;
import dev.chatstream.processor.query.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A summary as JSON. */
public final class SummaryView {
    private final FiguresView figures;

    /** @param withinSeconds the T of "share answered within T seconds", each a bucket's edge */
    public SummaryView(List<Integer> withinSeconds) {
        this.figures = new FiguresView(withinSeconds);
    }

    FiguresView figures() {
        return figures;
    }

    /** Without a period to compare with. */
    ObjectNode json(Summary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("accountId", summary.accountId());
        json.set("window", window(summary.range(), summary.zone()));
        json.put("asOf", summary.asOf().toString());
        json.put("watermark", summary.watermark().map(Instant::toString).orElse(null));
        json.put("stale", summary.stale());
        return figures.addTo(json, summary.figures()).putNull("previous");
    }

    /** The figures of the period before, with their own window. */
    ObjectNode previous(Summary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("window", window(summary.range(), summary.zone()));
        return figures.addTo(json, summary.figures());
    }

    static ObjectNode window(TimeRange range, ZoneId zone) {
        return bounds(range).put("tz", zone.getId());
    }

    static ObjectNode bounds(TimeRange range) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", range.from().toString())
                .put("to", range.to().toString());
    }
}
