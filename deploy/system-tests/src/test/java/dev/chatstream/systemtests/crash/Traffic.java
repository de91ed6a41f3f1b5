/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.local.simulator.Draw;
import dev.chatstream.local.simulator.HookStream;
import dev.chatstream.local.simulator.SimulatedHook;
import dev.chatstream.systemtests.TestRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Hooks of many accounts, in portions, in the order of their arrival: redelivered, revised, overtaken, late, early and
 * odd. The same seed gives the same hooks relative to the times at which portions are asked for.
 */
final class Traffic {
    static final long FIRST_ACCOUNT = 2001;
    static final int ACCOUNTS = 48;

    /** Receipts of what does not arrive just now lie between these before the start of the test. */
    private static final Duration OLDEST = Duration.ofHours(10);

    private static final Duration YOUNGEST = Duration.ofHours(4);

    private static final double THROUGH_THE_GATEWAY = 0.05;
    private static final double FRESH = 0.15;
    private static final double UNREADABLE = 0.0008;

    private final Draw draw;
    private final HookStream conversations;
    private final Mutation mutation;
    private final Ends ends;
    private final Instant start;
    private final List<List<Placed>> portions = new ArrayList<>();

    /** A posting with its place within a portion. */
    private record Placed(double place, Posting posting) {}

    Traffic(long seed, Instant start, int portions) {
        this.draw = new Draw(seed);
        this.conversations = new HookStream(seed, start, 1);
        this.mutation = new Mutation(draw);
        this.ends = new Ends(draw);
        this.start = start;
        for (int portion = 0; portion < portions; portion++) {
            this.portions.add(new ArrayList<>());
        }
    }

    /**
     * What arrives next; a portion may be asked for once, the first one first.
     *
     * @param size how many postings there are in it
     */
    List<Posting> portion(int number, int size, Instant now) {
        List<Placed> portion = portions.get(number);
        while (portion.size() < size) {
            if (draw.chance(UNREADABLE)) {
                portion.add(new Placed(place(), unreadable()));
            } else {
                addStory(number, now);
            }
        }
        // what is too much arrives later, or never with the last portion: then the story just ends earlier
        portion.sort(Comparator.comparingDouble(Placed::place));
        if (number + 1 < portions.size()) {
            portions.get(number + 1).addAll(portion.subList(size, portion.size()));
        }
        return portion.subList(0, size).stream().map(Placed::posting).toList();
    }

    private void addStory(int portion, Instant now) {
        boolean gateway = draw.chance(THROUGH_THE_GATEWAY);
        boolean fresh = gateway || draw.chance(FRESH);
        Instant receivedAt = fresh ? now.minusSeconds(draw.between(10, 20)) : earlier();
        Ends.End end = fresh ? ends.fresh(receivedAt) : ends.of(receivedAt);
        ObjectNode first = conversation(end.at());
        if (draw.chance(0.06)) {
            mutation.oddity(first);
        }
        // fresh ones follow each other closely, because receipts may not lie in the future
        int gap = fresh ? 800 : 1_200_000;
        List<Posting> postings =
                new Story(draw, mutation, end.movable(), gap).postings(first, gateway ? null : receivedAt);
        place(portion, postings);
    }

    private void place(int first, List<Posting> postings) {
        int portion = first;
        double place = place();
        for (Posting posting : postings) {
            portions.get(portion).add(new Placed(place, posting));
            boolean nextPortion = draw.chance(0.3) && portion + 1 < portions.size();
            portion += nextPortion ? 1 : 0;
            place = nextPortion ? place() : place + draw.between(0, 1_000_000) / 1e7;
        }
    }

    private double place() {
        return draw.between(0, 1_000_000) / 1e6;
    }

    private Instant earlier() {
        int span = Math.toIntExact(OLDEST.minus(YOUNGEST).toMillis());
        return start.minus(OLDEST).plusMillis(draw.between(0, span));
    }

    /** A conversation of any account that ends at {@code end}. */
    private ObjectNode conversation(Instant end) {
        SimulatedHook hook = conversations.next();
        while (hook.cause() != SimulatedHook.Cause.ENDED) {
            hook = conversations.next();
        }
        ObjectNode json = (ObjectNode) TestRun.json(hook.body());
        json.put("accountId", account());
        boolean sane = Math.abs(Duration.between(start, end).toDays()) < 5_000;
        if (sane) {
            Mutation.endAt(json, end);
        } else {
            json.put("endAt", end.toEpochMilli());
        }
        return json;
    }

    /** A few accounts have most of the conversations. */
    private long account() {
        int account = draw.between(0, ACCOUNTS - 1);
        return FIRST_ACCOUNT + (draw.chance(0.5) ? account : account / 4);
    }

    private Posting.Unreadable unreadable() {
        List<Posting.Kind> kinds = List.of(Posting.Kind.values());
        Posting.Kind kind = kinds.get(draw.between(0, kinds.size() - 1));
        return new Posting.Unreadable(account(), kind, earlier());
    }
}
