/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.avro.RejectedHook;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.schemas.serde.RecordEncoder;
import dev.chatstream.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes the record of a rejected body: its bytes as they came, so that nothing is lost. Safe for use by several
 * threads.
 */
public final class RejectionRecordMapper {
    private static final String TYPE = "dev.chatstream.smartsupp.rejected.v1";

    private final RecordEncoder<RejectedHook> encoder = RecordEncoder.of(RejectedHook.class);

    /** The record, keyed by quarantine id. */
    public OutgoingRecord map(Rejection rejection, Delivery delivery, int schemaId) {
        RejectedHook rejected = new RejectedHook(
                rejection.reason(),
                rejection.detail(),
                delivery.source(),
                delivery.receivedAt(),
                delivery.contentType().orElse(null),
                ByteBuffer.wrap(delivery.body()));
        return new OutgoingRecord(
                Topic.HOOK_REJECTED,
                delivery.eventId().getBytes(StandardCharsets.US_ASCII),
                encoder.encode(rejected, schemaId),
                CloudEvent.of(
                                delivery,
                                TYPE,
                                "/chatstream/sources/" + delivery.source(),
                                delivery.eventId(),
                                delivery.receivedAt())
                        .headers(),
                delivery.receivedAt());
    }
}
