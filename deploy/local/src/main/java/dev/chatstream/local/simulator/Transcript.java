/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import dev.chatstream.local.simulator.Shop.Agent;
import dev.chatstream.local.simulator.SimulatedConversation.Author;
import dev.chatstream.local.simulator.SimulatedConversation.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines in the making, at times relative to the first of them until it is known when the last one is. */
final class Transcript {
    private final List<Line> lines = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    void pass(Duration time) {
        now = now.plus(time);
    }

    void visitor(String name, String text) {
        add(Author.VISITOR, name, null, null, text);
    }

    void agent(Agent agent, String text) {
        add(Author.AGENT, agent.name(), agent.number(), null, text);
    }

    void trigger(String trigger, String text) {
        add(Author.TRIGGER, "", null, trigger, text);
    }

    void join(Agent agent) {
        add(Author.SYSTEM, agent.name(), agent.number(), null, "agent.join");
    }

    void close(String visitor, String code) {
        add(Author.SYSTEM, visitor, null, null, code);
    }

    private void add(Author author, String name, @Nullable Integer agent, @Nullable String trigger, String text) {
        lines.add(new Line(author, name, agent, trigger, text, now));
    }

    /** The lines, moved so that the last one is at {@code end}. */
    List<Line> endingAt(Instant end) {
        Duration shift = Duration.between(lines.get(lines.size() - 1).sentAt(), end);
        return lines.stream()
                .map(line -> new Line(
                        line.author(),
                        line.name(),
                        line.agent(),
                        line.trigger(),
                        line.text(),
                        line.sentAt().plus(shift)))
                .toList();
    }
}
