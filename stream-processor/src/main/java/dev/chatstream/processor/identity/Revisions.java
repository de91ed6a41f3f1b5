/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.identity;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.processor.bounds.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All revisions known of one conversation, lowest rank first. Which one counts is a function of the set of hooks and
 * their receipts alone: whatever the order of arrival and however often each is delivered, the same one wins. That is
 * why the facts of every revision are kept and not only the winner's: a delayed redelivery may show that the winner was
 * received before another one, and then the other one counts.
 *
 * @param ranked lowest rank first
 * @param topic type topic that holds the conversation's bytes; may differ from the type of the one that counts, because
 *     the bytes of an older revision cannot be sent again. Null when nothing is known yet
 */
public record Revisions(List<Revision> ranked, @Nullable ConversationType topic) {
    /** A conversation with more revisions than this forgets the lowest-ranked. */
    public static final int MOST = Bounds.MOST_REVISIONS;

    public static final Revisions NONE = new Revisions(List.of(), null);

    public Revisions {
        ranked = List.copyOf(ranked);
    }

    /** What became of an arrival. */
    public enum Outcome {
        /** Nothing was known of the conversation. */
        FIRST,
        /** A newer content: it counts from now on. */
        REVISION,
        /** An older content that came late: it is remembered and changes nothing else. */
        SUPERSEDED,
        /** A content seen before. */
        DUPLICATE
    }

    /**
     * The revisions after an arrival.
     *
     * @param before facts that counted so far; null when there were none
     * @param after facts that count from now on
     * @param leaves type topic that the conversation leaves for another one; null when it leaves none
     * @param forgot whether a revision was forgotten because there are more than {@value Revisions#MOST}
     */
    public record Arrival(
            Outcome outcome,
            Revisions revisions,
            @Nullable ConversationFacts before,
            ConversationFacts after,
            @Nullable ConversationType leaves,
            boolean forgot) {

        /** Whether the arriving hook's own bytes are now the conversation's. */
        public boolean arrivingWins() {
            return outcome == Outcome.FIRST || outcome == Outcome.REVISION;
        }

        /** Whether other facts count than before. */
        public boolean changesFacts() {
            return !after.equals(before);
        }
    }

    /** The revision that counts; null when nothing is known yet. */
    public @Nullable Revision winner() {
        return ranked.isEmpty() ? null : ranked.get(ranked.size() - 1);
    }

    /** The latest event time of any revision; null when nothing is known. */
    public @Nullable Instant lastCountedAt() {
        Instant last = null;
        for (Revision revision : ranked) {
            Instant countedAt = revision.facts().getCountedAt();
            last = last == null || countedAt.isAfter(last) ? countedAt : last;
        }
        return last;
    }

    /**
     * Whether all of it lies before {@code cutoff}, so that no hook that is not late itself can be about it. The winner
     * alone does not tell: a redelivery of an older content that ended later would be taken for a new conversation.
     */
    public boolean isForgottenBefore(Instant cutoff) {
        Instant last = lastCountedAt();
        return last == null || last.isBefore(cutoff);
    }

    public Arrival arrive(Revision arriving) {
        Revision winnerBefore = winner();
        Revision known = find(arriving.eventId());
        if (known != null && !arriving.receivedAt().isBefore(known.receivedAt())) {
            return arrival(Outcome.DUPLICATE, winnerBefore, this, false);
        }
        List<Revision> next = new ArrayList<>(ranked);
        if (known != null) {
            next.remove(known);
        }
        next.add(arriving);
        next.sort(Revision.BY_RANK);
        boolean forgot = next.size() > MOST;
        List<Revision> kept = forgot ? next.subList(next.size() - MOST, next.size()) : next;
        if (known != null) {
            return arrival(Outcome.DUPLICATE, winnerBefore, new Revisions(kept, topic), forgot);
        }
        if (!arriving.equals(kept.get(kept.size() - 1))) {
            return arrival(Outcome.SUPERSEDED, winnerBefore, new Revisions(kept, topic), forgot);
        }
        Revisions revisions = new Revisions(kept, arriving.facts().getType());
        return arrival(winnerBefore == null ? Outcome.FIRST : Outcome.REVISION, winnerBefore, revisions, forgot);
    }

    /** Whether this content, or one that outranks it, is known. */
    public boolean outranks(Revision arriving) {
        Revision winner = winner();
        return find(arriving.eventId()) != null || (winner != null && Revision.BY_RANK.compare(winner, arriving) > 0);
    }

    /** The same revisions, whose conversation the topic of {@code type} holds from now on. */
    public Revisions sentTo(ConversationType type) {
        return new Revisions(ranked, type);
    }

    /** The type topic that a conversation leaves when it is sent to that of {@code type}; null when it leaves none. */
    public @Nullable ConversationType leftFor(@Nullable ConversationType type) {
        return topic == type ? null : topic;
    }

    private Arrival arrival(Outcome outcome, @Nullable Revision before, Revisions revisions, boolean forgot) {
        Revision winner = revisions.winner();
        if (winner == null) {
            throw new IllegalStateException("no revision after an arrival");
        }
        return new Arrival(
                outcome,
                revisions,
                before == null ? null : before.facts(),
                winner.facts(),
                leftFor(revisions.topic()),
                forgot);
    }

    private @Nullable Revision find(String eventId) {
        for (Revision revision : ranked) {
            if (revision.eventId().equals(eventId)) {
                return revision;
            }
        }
        return null;
    }
}
