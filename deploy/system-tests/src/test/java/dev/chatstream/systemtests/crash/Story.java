/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.local.simulator.Draw;
import dev.chatstream.systemtests.TestRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one conversation on its way: the postings in the order of their arrival.
 *
 * @param movable whether a revision may change when it ended
 * @param gap longest time between two receipts in milliseconds
 */
record Story(Draw draw, Mutation mutation, boolean movable, int gap) {

    /** One content and when it was received; null when the gateway is to tell. */
    private record Copy(String body, @Nullable Instant receivedAt) {
        Copy at(@Nullable Instant other) {
            return new Copy(body, other);
        }
    }

    List<Posting> postings(ObjectNode first, @Nullable Instant receivedAt) {
        Copy original = new Copy(text(first), receivedAt);
        List<Copy> copies = switch (draw.weighted(700, 90, 20, 110, 35, 25, 10, 10)) {
            case 0 -> List.of(original);
            case 1 -> redelivered(original);
            case 2 -> List.of(original, original.at(before(receivedAt)));
            case 3 -> revised(first, original, 1);
            case 4 -> revised(first, original, draw.between(2, 5));
            case 5 -> shuffled(revised(first, original, draw.between(1, 4)));
            case 6 -> tied(first, original);
            default -> demoted(first, original);
        };
        return copies.stream()
                .<Posting>map(copy -> new Posting.Hook(copy.body(), copy.receivedAt()))
                .toList();
    }

    private List<Copy> redelivered(Copy original) {
        List<Copy> copies = new ArrayList<>(List.of(original));
        int times = draw.between(1, 3);
        for (int time = 0; time < times; time++) {
            copies.add(original.at(after(copies.get(time).receivedAt())));
        }
        return copies;
    }

    /** Revisions, with older contents repeated in between. */
    private List<Copy> revised(ObjectNode first, Copy original, int revisions) {
        List<Copy> copies = new ArrayList<>(List.of(original));
        ObjectNode latest = first;
        @Nullable Instant receivedAt = original.receivedAt();
        for (int revision = 0; revision < revisions; revision++) {
            latest = mutation.revised(draw.chance(0.7) ? latest : first, movable);
            receivedAt = after(receivedAt);
            copies.add(new Copy(text(latest), receivedAt));
            if (draw.chance(0.25)) {
                receivedAt = after(receivedAt);
                copies.add(draw.pick(copies).at(receivedAt));
            }
        }
        return copies;
    }

    /** What was received earlier arrives later, as from a spool. */
    private List<Copy> shuffled(List<Copy> copies) {
        List<Copy> shuffled = new ArrayList<>(copies);
        Collections.shuffle(shuffled, new Random(draw.between(0, Integer.MAX_VALUE - 1)));
        return shuffled;
    }

    /** Two contents received in the same millisecond. */
    private List<Copy> tied(ObjectNode first, Copy original) {
        return List.of(original, new Copy(text(mutation.revised(first, movable)), original.receivedAt()));
    }

    /** A copy shows that the latest content was received before the one that it replaced. */
    private List<Copy> demoted(ObjectNode first, Copy original) {
        List<Copy> copies = new ArrayList<>(revised(first, original, draw.between(1, 2)));
        Copy winner = copies.get(copies.size() - 1);
        copies.add(winner.at(before(original.receivedAt())));
        if (draw.chance(0.5)) {
            copies.add(new Copy(text(mutation.revised(first, movable)), after(winner.receivedAt())));
        }
        return copies;
    }

    private @Nullable Instant after(@Nullable Instant receivedAt) {
        return receivedAt == null ? null : receivedAt.plusMillis(draw.between(0, gap));
    }

    private @Nullable Instant before(@Nullable Instant receivedAt) {
        return receivedAt == null ? null : receivedAt.minusMillis(draw.between(1, gap));
    }

    private static String text(ObjectNode json) {
        try {
            return TestRun.JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
