/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.hook.Parsed;
import dev.chatstream.gateway.record.HookRecordMapper;
import dev.chatstream.gateway.record.OutgoingRecord;
import java.time.Instant;

/** Records for tests. */
final class Records {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private Records() {}

    static OutgoingRecord hook() {
        return hookReceivedAt(Instant.ofEpochMilli(1234));
    }

    static OutgoingRecord hookReceivedAt(Instant receivedAt) {
        String text = HookTexts.hookWith("");
        return new HookRecordMapper()
                .map(Parsed.hook(text), new Delivery(HookTexts.bytes(text), "shop", receivedAt, null, TRACE), 1);
    }
}
