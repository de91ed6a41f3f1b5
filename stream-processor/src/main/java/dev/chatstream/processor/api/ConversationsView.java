/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.listing.CsvRows;
import dev.chatstream.processor.listing.Cursor;
import dev.chatstream.processor.listing.JsonRows;
import dev.chatstream.processor.listing.Page;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A page of conversations in one of the formats.
 *
 * @param first whether it is the listing's first page, which has the titles of the columns
 */
record ConversationsView(long accountId, ZoneId zone, boolean newestFirst, boolean first) {
    /** Where to go on, for formats that have no place for it. */
    static final String NEXT = "Chatstream-Next";

    /** Present when a copy answered. */
    static final String STALE = "Chatstream-Stale";

    Reply reply(Page page, Format format) {
        if (format == Format.JSON) {
            return Reply.json(json(page)).with("Vary", "Accept");
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("Vary", "Accept");
        headers.put(
                "Content-Disposition",
                "attachment; filename=\"conversations-" + accountId + "." + format.parameter() + "\"");
        headers.put("Chatstream-From", page.range().from().toString());
        headers.put("Chatstream-To", page.range().to().toString());
        headers.put("Chatstream-As-Of", page.asOf().toString());
        if (page.stale()) {
            headers.put(STALE, "true");
        }
        page.watermark().ifPresent(watermark -> headers.put("Chatstream-Watermark", watermark.toString()));
        page.next().ifPresent(next -> headers.put(NEXT, next.text()));
        return new Reply(200, format.mediaType(), format == Format.CSV ? csv(page) : ndjson(page), headers);
    }

    private ObjectNode json(Page page) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("accountId", accountId);
        json.putObject("window")
                .put("from", page.range().from().toString())
                .put("to", page.range().to().toString())
                .put("tz", zone.getId());
        json.put("asOf", page.asOf().toString());
        json.put("watermark", page.watermark().map(Instant::toString).orElse(null));
        json.put("stale", page.stale());
        json.put("order", newestFirst ? "desc" : "asc");
        ArrayNode rows = json.putArray("conversations");
        page.rows().forEach(row -> rows.add(JsonRows.row(row)));
        json.put("searched", page.searched());
        Optional<String> next = page.next().map(Cursor::text);
        return json.put("next", next.orElse(null));
    }

    private String csv(Page page) {
        StringBuilder csv = new StringBuilder(first ? CsvRows.header() : "");
        for (ConversationFacts row : page.rows()) {
            csv.append(CsvRows.row(row));
        }
        return csv.toString();
    }

    private static String ndjson(Page page) {
        StringBuilder lines = new StringBuilder();
        for (ConversationFacts row : page.rows()) {
            lines.append(JsonRows.row(row)).append('\n');
        }
        return lines.toString();
    }
}
