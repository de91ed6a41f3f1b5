/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import java.util.function.Predicate;

/** What is counted, and which conversations count. */
public enum Count {
    CONVERSATIONS(facts -> true),
    CHATS(facts -> facts.getType() == ConversationType.CHAT),
    MISSED(facts -> facts.getType() == ConversationType.MISSED),
    OFFLINE(facts -> facts.getType() == ConversationType.OFFLINE),
    UNCLASSIFIED(facts -> facts.getType() == ConversationType.UNCLASSIFIED),
    SERVED(ConversationFacts::getServed),
    ENDED_UNANSWERED(ConversationFacts::getEndedUnanswered),
    TRIGGERED(ConversationFacts::getIsTriggered),
    COMPLETED(ConversationFacts::getIsCompleted),
    DROPPED(ConversationFacts::getIsDropped);

    private final Predicate<ConversationFacts> counts;

    Count(Predicate<ConversationFacts> counts) {
        this.counts = counts;
    }

    boolean counts(ConversationFacts facts) {
        return counts.test(facts);
    }
}
