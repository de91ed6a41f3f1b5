/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import dev.chatstream.local.simulator.Shop.Agent;
import dev.chatstream.local.simulator.Shop.Country;
import dev.chatstream.local.simulator.SimulatedConversation.Kind;
import dev.chatstream.local.simulator.SimulatedConversation.Line;
import dev.chatstream.local.simulator.SimulatedConversation.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws conversations. */
final class Conversations {
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(18);
    private static final Duration NEXT_ANSWER = Duration.ofSeconds(14);
    private static final Duration VISITOR_THINKS = Duration.ofSeconds(22);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SLOW = Duration.ofSeconds(60);
    private static final double SPREAD = 0.8;

    private final Draw draw;
    private long lastChannel;

    Conversations(Draw draw, long firstChannel) {
        this.draw = draw;
        this.lastChannel = firstChannel - 1;
    }

    /** A conversation of the shop that ends at {@code end}. */
    SimulatedConversation endingAt(Instant end, Shop shop) {
        Visitor visitor = visitor(shop);
        Transcript transcript = new Transcript();
        if (draw.chance(0.35)) {
            transcript.trigger(draw.pick(shop.triggers()), draw.pick(Vocabulary.TRIGGER_TEXTS));
            transcript.pass(draw.lognormal(VISITOR_THINKS, SPREAD));
        }
        Kind kind = kind(end);
        boolean endedUnanswered = false;
        switch (kind) {
            case CHAT -> endedUnanswered = chat(transcript, shop, visitor);
            case MISSED -> missed(transcript, visitor);
            case OFFLINE -> transcript.visitor(visitor.name(), draw.pick(Vocabulary.QUESTIONS));
            case UNCLASSIFIED -> {
                transcript.trigger(draw.pick(shop.triggers()), draw.pick(Vocabulary.TRIGGER_TEXTS));
                transcript.pass(draw.lognormal(VISITOR_THINKS, SPREAD));
                transcript.close(visitor.name(), draw.pick(Vocabulary.CLOSINGS));
            }
        }
        List<Line> lines = transcript.endingAt(end.truncatedTo(ChronoUnit.MILLIS));
        SimulatedConversation unrated = new SimulatedConversation(
                shop.accountId(),
                ++lastChannel,
                lines.get(0).sentAt(),
                lines.get(lines.size() - 1).sentAt(),
                kind,
                endedUnanswered,
                kind == Kind.MISSED && draw.chance(0.1),
                null,
                null,
                visitor,
                pages(shop),
                lines);
        return kind == Kind.CHAT && draw.chance(0.3) ? rated(unrated) : unrated;
    }

    /** The conversation with a rating; who waited long gives a worse one. */
    SimulatedConversation rated(SimulatedConversation conversation) {
        boolean slow = conversation.gaps().stream().anyMatch(gap -> gap.compareTo(SLOW) > 0);
        int index = slow ? draw.weighted(0.2, 0.15, 0.2, 0.25, 0.2) : draw.weighted(0.04, 0.03, 0.08, 0.22, 0.63);
        return conversation.rated(index + 1, draw.pick(Vocabulary.COMMENTS));
    }

    private Kind kind(Instant end) {
        int index = DayCurve.staffed(end) ? draw.weighted(82, 11, 5, 2) : draw.weighted(6, 34, 57, 3);
        return Kind.values()[index];
    }

    /** Returns whether the visitor's last line stayed without an answer. */
    private boolean chat(Transcript transcript, Shop shop, Visitor visitor) {
        Agent agent = draw.pick(shop.agents());
        transcript.visitor("", draw.pick(Vocabulary.QUESTIONS));
        if (draw.chance(0.3)) {
            transcript.pass(draw.lognormal(Duration.ofSeconds(4), SPREAD));
            transcript.visitor(visitor.name(), draw.pick(Vocabulary.FOLLOW_UPS));
        }
        Duration wait = answerTime(FIRST_ANSWER, agent);
        transcript.pass(wait.dividedBy(2));
        transcript.join(agent);
        transcript.pass(wait.minus(wait.dividedBy(2)));
        transcript.agent(agent, draw.pick(Vocabulary.ANSWERS));
        int rounds = draw.between(0, 6);
        for (int round = 0; round < rounds; round++) {
            transcript.pass(draw.lognormal(VISITOR_THINKS, SPREAD));
            transcript.visitor(visitor.name(), draw.pick(Vocabulary.FOLLOW_UPS));
            if (draw.chance(0.03)) {
                agent = draw.pick(shop.agents());
                transcript.join(agent);
            }
            transcript.pass(answerTime(NEXT_ANSWER, agent));
            transcript.agent(agent, draw.pick(Vocabulary.ANSWERS));
        }
        boolean endedUnanswered = draw.chance(0.06);
        if (endedUnanswered) {
            transcript.pass(draw.lognormal(VISITOR_THINKS, SPREAD));
            transcript.visitor(visitor.name(), draw.pick(Vocabulary.FOLLOW_UPS));
        }
        transcript.pass(draw.lognormal(VISITOR_THINKS, SPREAD));
        transcript.close(visitor.name(), draw.pick(Vocabulary.CLOSINGS));
        return endedUnanswered;
    }

    private void missed(Transcript transcript, Visitor visitor) {
        transcript.visitor("", draw.pick(Vocabulary.QUESTIONS));
        if (draw.chance(0.5)) {
            transcript.pass(draw.lognormal(VISITOR_THINKS, SPREAD));
            transcript.visitor(visitor.name(), draw.pick(Vocabulary.FOLLOW_UPS));
        }
        transcript.pass(draw.lognormal(PATIENCE, 0.5));
        transcript.close(visitor.name(), draw.pick(Vocabulary.CLOSINGS));
    }

    private Duration answerTime(Duration median, Agent agent) {
        Duration own = Duration.ofMillis(Math.round(median.toMillis() * agent.pace()));
        return draw.lognormal(own, SPREAD);
    }

    private Visitor visitor(Shop shop) {
        Country country = draw.pick(shop.countries());
        long id = draw.between(10_000, 99_999);
        String name = draw.pick(Vocabulary.NAMES);
        @Nullable String group = shop.groups().isEmpty() || draw.chance(0.2) ? null : draw.pick(shop.groups());
        return new Visitor(
                id,
                "v" + Long.toString(draw.positiveLong(), 36),
                name,
                name.isEmpty() ? "" : "visitor" + id + "@example.com",
                group,
                country.code(),
                country.name(),
                country.city());
    }

    private List<String> pages(Shop shop) {
        List<String> pages = new ArrayList<>();
        int count = draw.between(1, 4);
        for (int page = 0; page < count; page++) {
            pages.add("https://" + shop.host() + draw.pick(Vocabulary.PAGES));
        }
        return List.copyOf(pages);
    }
}
