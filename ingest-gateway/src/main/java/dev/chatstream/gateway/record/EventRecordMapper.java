/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.avro.WebhookEvent;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.ParsedEvent;
import dev.chatstream.schemas.serde.RecordEncoder;
import dev.chatstream.schemas.topic.Topic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Makes the record of one of the newer webhooks. Safe for use by several threads. */
public final class EventRecordMapper {
    private static final String TYPE = "dev.chatstream.smartsupp.event.";
    private static final String VERSION = "v1";
    private static final int LONGEST_NAME = 128;

    private final RecordEncoder<WebhookEvent> encoder = RecordEncoder.of(WebhookEvent.class);

    /** The record, keyed by the account as it was sent. It has no subject: what an event is about only its data say. */
    public OutgoingRecord map(ParsedEvent event, Delivery delivery, int schemaId) {
        return new OutgoingRecord(
                Topic.EVENT,
                event.accountId().getBytes(StandardCharsets.UTF_8),
                encoder.encode(webhookEvent(event, delivery), schemaId),
                CloudEvent.of(delivery, type(event.event()), source(event.accountId()), null, event.occurredAt())
                        .headers(),
                delivery.receivedAt());
    }

    /** A URI reference, like that of hooks. */
    private static String source(String account) {
        return "/smartsupp/accounts/"
                + URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** With the event's name in it; a name that no header should carry is found in the value only. */
    private static String type(String name) {
        boolean fits =
                !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().allMatch(c -> isPlain(c));
        return fits ? TYPE + name + '.' + VERSION : TYPE + VERSION;
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
    }

    private static WebhookEvent webhookEvent(ParsedEvent event, Delivery delivery) {
        return new WebhookEvent(
                event.accountId(),
                event.event(),
                event.occurredAt(),
                event.timestamp(),
                event.appId(),
                event.data(),
                event.unknown(),
                delivery.eventId(),
                delivery.receivedAt(),
                delivery.source());
    }
}
