/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code WebhookEvent} that the body alone decides.
 *
 * @param accountId as sent; in canonical decimal when it came as a number
 * @param event its name, one that is known or any other
 * @param timestamp as sent
 * @param occurredAt the timestamp's instant; null when it could not be read
 * @param data the very JSON text that stood there; {@code null} when there was none
 * @param unknown RFC 6901 pointer to the JSON text of everything that has no place in the other parts
 */
public record ParsedEvent(
        String accountId,
        String event,
        @Nullable String timestamp,
        @Nullable Instant occurredAt,
        @Nullable String appId,
        String data,
        Map<String, String> unknown) {

    /** The account as hooks name it: "0208" is 208. What is no number stays as it is. */
    public String canonicalAccount() {
        return AccountId.canonical(accountId);
    }
}
