/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.identity;

import dev.chatstream.avro.ConversationFacts;
import java.time.Instant;
import java.util.Comparator;

/**
 * One content that a conversation was received with.
 *
 * @param facts as of the earliest receipt of this content
 */
public record Revision(ConversationFacts facts) {
    /** The later received counts; the event id decides between two received in the same millisecond. */
    public static final Comparator<Revision> BY_RANK =
            Comparator.comparing(Revision::receivedAt).thenComparing(Revision::eventId);

    public String eventId() {
        return facts.getEventId();
    }

    public Instant receivedAt() {
        return facts.getReceivedAt();
    }
}
