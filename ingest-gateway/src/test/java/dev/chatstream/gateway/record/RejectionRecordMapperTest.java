/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.RejectedHook;
import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParse;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.hook.JsonKind;
import dev.chatstream.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RejectionRecordMapperTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    @Test
    void keepsTheBytesAndSaysWhy() {
        // Given
        byte[] body = HookTexts.bytes("{\"accountId\":\"secret\"}");
        Delivery delivery = new Delivery(body, "shop", NOW, "text/plain", null);
        Rejection rejection = Rejection.of(new HookParse.NotAHook("/accountId", JsonKind.STRING, "a number"));

        // When
        OutgoingRecord outgoing = new RejectionRecordMapper().map(rejection, delivery, 5);

        // Then
        RejectedHook rejected = Decoded.rejectedHook(outgoing.value());
        assertThat(outgoing.topic()).isEqualTo(Topic.HOOK_REJECTED);
        assertThat(outgoing.key()).asString(StandardCharsets.UTF_8).isEqualTo(delivery.eventId());
        assertThat(outgoing.timestamp()).isEqualTo(NOW);
        assertThat(rejected.getReason()).isEqualTo(RejectionReason.NOT_A_HOOK);
        assertThat(rejected.getDetail()).isEqualTo("At /accountId stands a string; expected is a number.");
        assertThat(rejected.getSource()).isEqualTo("shop");
        assertThat(rejected.getReceivedAt()).isEqualTo(NOW);
        assertThat(rejected.getContentType()).isEqualTo("text/plain");
        assertThat(rejected.getBody()).isEqualTo(ByteBuffer.wrap(body));
    }
}
