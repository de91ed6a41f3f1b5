/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.query.TimeRange;
import java.time.ZoneId;

/** Bounds of a range of time as JSON. */
final class TimeRangeView {
    private TimeRangeView() {}

    static ObjectNode json(TimeRange range) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", range.from().toString())
                .put("to", range.to().toString());
    }

    /** The same with the zone in which its days and hours begin. */
    static ObjectNode json(TimeRange range, ZoneId zone) {
        return json(range).put("tz", zone.getId());
    }
}
