/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.identity.HookCounts.What;
import java.util.Locale;

/** What became of hooks, for people and programs. */
final class CountsView {
    private CountsView() {}

    static ObjectNode json(HookCounts counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (What what : What.values()) {
            switch (what) {
                case FIRST, REVISION, SUPERSEDED, DUPLICATE, LATE, UNREADABLE, FUTURE ->
                    json.put(what.name().toLowerCase(Locale.ROOT), counts.count(what));
                case FORGOTTEN_REVISION -> json.put("forgottenRevisions", counts.count(what));
                case LATE_MINUTE -> json.withObject("/latePanes").put("minute", counts.count(what));
                case LATE_QUARTER -> json.withObject("/latePanes").put("quarter", counts.count(what));
                case EXPIRED_MINUTE -> json.withObject("/expiredPanes").put("minute", counts.count(what));
                case EXPIRED_QUARTER -> json.withObject("/expiredPanes").put("quarter", counts.count(what));
            }
        }
        ObjectNode anomalies = json.putObject("anomalies");
        counts.anomalies().forEach(anomalies::put);
        return json;
    }

    /** Adds numbers to those of the same names; those of another version, that are not there yet, too. */
    static void add(ObjectNode sum, JsonNode more) {
        more.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                JsonNode inner = sum.get(entry.getKey());
                add(inner instanceof ObjectNode known ? known : sum.putObject(entry.getKey()), entry.getValue());
            } else if (entry.getValue().isIntegralNumber()) {
                long before = sum.path(entry.getKey()).longValue();
                sum.put(entry.getKey(), before + entry.getValue().longValue());
            }
        });
    }
}
