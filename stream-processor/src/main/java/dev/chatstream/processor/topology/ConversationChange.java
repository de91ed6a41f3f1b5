/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.processor.identity.HookTally;
import org.jspecify.annotations.Nullable;

/**
 * What a hook changed about a conversation.
 *
 * @param before facts that counted so far; null when there were none
 * @param after facts that count from now on
 * @param stored {@code after} in wire format, as it was stored; null when it was not
 * @param value bytes of the hook when they are now the conversation's; null when only the facts changed
 * @param leaves type topic that the conversation leaves; null when it leaves none
 * @param tally where to count what became of the hook
 */
@SuppressWarnings("ArrayRecordComponent") // passed from stage to stage, never compared
record ConversationChange(
        @Nullable ConversationFacts before,
        ConversationFacts after,
        byte @Nullable [] stored,
        byte @Nullable [] value,
        @Nullable ConversationType leaves,
        HookTally tally) {}
