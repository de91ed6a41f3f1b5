/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.query.TimeRange;
import java.time.ZoneId;
import java.util.List;

/** How windows and figures look in every answer. */
public final class SummaryView {
    private final FiguresView figures;

    /** @param withinSeconds the T of "share answered within T seconds", each a bucket's edge */
    public SummaryView(List<Integer> withinSeconds) {
        this.figures = new FiguresView(withinSeconds);
    }

    FiguresView figures() {
        return figures;
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
