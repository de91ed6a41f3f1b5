/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The headers that a numbered body's record must have, all of them, as users are promised them. */
final class Envelope {
    private static final String TYPE = "dev.chatstream.smartsupp.";

    private Envelope() {}

    static Map<String, String> ofHook(Numbered sent) {
        ObjectNode json = sent.json();
        String account = json.path("accountId").asText();
        Map<String, String> headers = of(sent, "conversation.v1", "/smartsupp/accounts/" + account);
        headers.put(
                "ce_subject",
                account + ":" + json.at("/channel/id").asText() + ":"
                        + json.path("beginAt").asText());
        headers.put(
                "ce_time", Instant.ofEpochMilli(json.path("endAt").longValue()).toString());
        return headers;
    }

    static Map<String, String> ofEvent(Numbered sent) {
        ObjectNode json = sent.json();
        Map<String, String> headers = of(
                sent,
                "event." + json.path("event").asText() + ".v1",
                "/smartsupp/accounts/" + json.path("account_id").asText());
        headers.put("ce_time", Instant.parse(json.path("timestamp").asText()).toString());
        return headers;
    }

    static Map<String, String> ofRejected(Numbered sent, Instant receivedAt) {
        Map<String, String> headers = of(sent, "rejected.v1", "/chatstream/sources/" + sent.source());
        headers.put("ce_subject", sent.eventId());
        headers.put("ce_time", receivedAt.toString());
        return headers;
    }

    private static Map<String, String> of(Numbered sent, String type, String source) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", sent.eventId());
        headers.put("ce_source", source);
        headers.put("ce_type", TYPE + type);
        headers.put("content-type", "application/vnd.confluent.avro");
        sent.traceparent().ifPresent(trace -> headers.put("traceparent", trace));
        return headers;
    }
}
