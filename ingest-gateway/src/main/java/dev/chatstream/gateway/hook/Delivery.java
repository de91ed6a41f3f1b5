/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A body as it came in, with what came along: all that is needed to take it now or later. */
public final class Delivery {
    private final byte[] body;
    private final String eventId;
    private final String source;
    private final Instant receivedAt;
    private final @Nullable String contentType;
    private final @Nullable String traceparent;

    /**
     * Takes the array over: it must not change any more.
     *
     * @param source name of the configured source that it came through
     * @param contentType header as sent
     * @param traceparent header as sent, valid or not
     */
    public Delivery(
            byte[] body,
            String source,
            Instant receivedAt,
            @Nullable String contentType,
            @Nullable String traceparent) {
        this.body = body;
        this.eventId = EventId.of(body);
        this.source = source;
        this.receivedAt = receivedAt;
        this.contentType = contentType;
        this.traceparent = traceparent;
    }

    /** The bytes, not copied. */
    public byte[] body() {
        return body;
    }

    /** The body's name; also its quarantine id when it is rejected. */
    public String eventId() {
        return eventId;
    }

    public String source() {
        return source;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    public Optional<String> traceparent() {
        return Optional.ofNullable(traceparent);
    }
}
