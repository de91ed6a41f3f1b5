/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.gateway.hook.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of CloudEvents' binary mode for Kafka, so that tools that know neither Avro nor this project can route. */
final class CloudEvent {
    /** Avro behind Confluent's five bytes is not what {@code application/avro} promises. */
    private static final String CONTENT_TYPE = "application/vnd.confluent.avro";

    /** RFC 3339 has four digits for the year; hooks may carry any 64-bit time. */
    private static final Instant FIRST_YEAR = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant AFTER_LAST_YEAR = Instant.parse("+10000-01-01T00:00:00Z");

    private final Map<String, byte[]> headers = new LinkedHashMap<>();

    private CloudEvent() {}

    /**
     * Headers of a record.
     *
     * @param subject null when there is none
     * @param time when it happened; null when nobody knows
     */
    static CloudEvent of(
            Delivery delivery, String type, String source, @Nullable String subject, @Nullable Instant time) {
        CloudEvent event = new CloudEvent();
        event.put("ce_specversion", "1.0");
        event.put("ce_id", delivery.eventId());
        event.put("ce_source", source);
        event.put("ce_type", type);
        if (subject != null) {
            event.put("ce_subject", subject);
        }
        if (time != null && isRfc3339(time)) {
            event.put("ce_time", time.toString());
        }
        event.put("content-type", CONTENT_TYPE);
        delivery.traceparent().filter(TraceParent::isValid).ifPresent(trace -> event.put(TraceParent.HEADER, trace));
        return event;
    }

    Map<String, byte[]> headers() {
        return headers;
    }

    private static boolean isRfc3339(Instant time) {
        return !time.isBefore(FIRST_YEAR) && time.isBefore(AFTER_LAST_YEAR);
    }

    private void put(String name, String value) {
        headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
