/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.processor.aggregate.Contribution;
import dev.chatstream.processor.identity.HookTally;
import org.jspecify.annotations.Nullable;

/**
 * What a hook changed about a conversation.
 *
 * @param before what counted so far; null when there was nothing
 * @param after what counts from now on
 * @param stored the facts of {@code after} in wire format, as they were stored; null when they were not
 * @param value bytes of the hook when they are now the conversation's; null when only the facts changed
 * @param leaves type topic that the conversation leaves; null when it leaves none
 * @param tally where to count what became of the hook
 */
@SuppressWarnings("ArrayRecordComponent") // passed from stage to stage, never compared
record ConversationChange(
        @Nullable Contribution before,
        Contribution after,
        byte @Nullable [] stored,
        byte @Nullable [] value,
        @Nullable ConversationType leaves,
        HookTally tally) {

    /** The facts that count from now on. */
    ConversationFacts facts() {
        return after.facts();
    }
}
