/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import dev.chatstream.local.simulator.SimulatedConversation.Kind;
import dev.chatstream.local.simulator.SimulatedHook.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An endless stream of hooks in the order they are posted. The same seed, start and rate give the same hooks, byte for
 * byte; time passes in the stream only.
 */
public final class HookStream implements Iterator<SimulatedHook> {
    private static final Duration DELIVERY = Duration.ofMillis(400);
    private static final long FIRST_CHANNEL = 50_000;

    private final Draw draw;
    private final List<Shop> shops;
    private final double[] weights;
    private final Conversations conversations;
    private final HookJson json = new HookJson();
    private final double perSecond;
    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(Comparator.comparing(Pending::due).thenComparing(Pending::order));

    private Instant nextEnd;
    private long sequence;
    private long order;

    /**
     * A stream that starts at an instant.
     *
     * @param perSecond conversations that end each second, on the average of a day
     */
    public HookStream(long seed, Instant start, double perSecond) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: a number above 0)");
        }
        this.draw = new Draw(seed);
        this.shops = Shops.drawn(draw);
        this.weights = shops.stream().mapToDouble(Shop::weight).toArray();
        this.conversations = new Conversations(draw, FIRST_CHANNEL);
        this.perSecond = perSecond;
        this.nextEnd = start;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public SimulatedHook next() {
        while (pending.isEmpty() || pending.element().due().isAfter(nextEnd)) {
            addConversation();
        }
        Pending first = pending.remove();
        return new SimulatedHook(sequence++, first.due(), first.cause(), first.legacy(), first.body(), first.truth());
    }

    private void addConversation() {
        Shop shop = shops.get(draw.weighted(weights));
        SimulatedConversation conversation = conversations.endingAt(nextEnd, shop);
        boolean legacy = draw.chance(shop.legacyShare());
        boolean novel = draw.chance(0.02);
        String body = json.write(conversation, legacy, novel);
        Instant due = nextEnd.plus(draw.lognormal(DELIVERY, 0.5));
        add(due, Cause.ENDED, legacy, body, conversation);
        if (draw.chance(0.02)) {
            add(due.plus(draw.lognormal(Duration.ofSeconds(5), 1)), Cause.REDELIVERY, legacy, body, conversation);
        }
        if (conversation.kind() == Kind.CHAT && conversation.rating() == null && draw.chance(0.08)) {
            SimulatedConversation rated = conversations.rated(conversation);
            Instant ratedAt = due.plus(draw.lognormal(Duration.ofSeconds(30), 1));
            add(ratedAt, Cause.LATE_RATING, legacy, json.write(rated, legacy, novel), rated);
        }
        double rateNow = perSecond * DayCurve.at(nextEnd);
        nextEnd = nextEnd.plus(draw.exponential(Duration.ofNanos(Math.round(1e9 / rateNow))));
    }

    private void add(Instant due, Cause cause, boolean legacy, String body, SimulatedConversation truth) {
        pending.add(new Pending(due, order++, cause, legacy, body, truth));
    }

    private record Pending(
            Instant due, long order, Cause cause, boolean legacy, String body, SimulatedConversation truth) {}
}
