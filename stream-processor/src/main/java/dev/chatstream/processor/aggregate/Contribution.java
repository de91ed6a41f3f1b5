/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one conversation adds to aggregates: worked out at the first question and then the same for panes of every
 * length. For one thread.
 */
public final class Contribution {
    private final ConversationFacts facts;
    private @Nullable Addend whole;
    private @Nullable List<Share> agents;

    /** What one dimension of the account gets of a conversation. */
    record Share(DimensionKey about, Addend addend) {}

    public Contribution(ConversationFacts facts) {
        this.facts = facts;
    }

    /** Of the conversation. */
    public ConversationFacts facts() {
        return facts;
    }

    /** What it adds to everything but agents. */
    Addend whole() {
        if (whole == null) {
            whole = Addend.whole(facts);
        }
        return whole;
    }

    /** What it adds to each of its agents. */
    List<Share> agents() {
        if (agents == null) {
            List<String> names = facts.getAgents();
            agents = new ArrayList<>(names.size());
            for (int i = 0; i < names.size(); i++) {
                agents.add(
                        new Share(DimensionKey.agent(names.get(i)), isAllOf(i) ? whole() : Addend.ofAgent(facts, i)));
            }
        }
        return agents;
    }

    /** Whether the agent at {@code position} is credited with all that it adds, as in most conversations. */
    private boolean isAllOf(int position) {
        String agent = facts.getAgents().get(position);
        List<Integer> closers = facts.getResponseTimesAgents();
        return agent.equals(facts.getFirstAgent())
                && agent.equals(facts.getLastAgent())
                && closers.size() == facts.getResponseTimesSeconds().size()
                && closers.stream().allMatch(closer -> closer == position);
    }
}
