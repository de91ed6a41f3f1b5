/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the replacement of a conversation's facts into what must be added to which panes: the old contribution is taken
 * out of the panes that were credited, the new one put in.
 *
 * @param dimensions what is aggregated beside the account
 */
public record PaneChanges(Set<Dimension> dimensions) {
    /** To be raised with every change of what a conversation contributes. */
    private static final int RULES = 1;

    public PaneChanges {
        dimensions = Set.copyOf(dimensions);
    }

    /** Names the rules by which panes are counted; another name means that stored panes do not fit any more. */
    public String basis() {
        return "rules " + RULES + ", dimensions "
                + dimensions.stream().map(Dimension::name).sorted().toList();
    }

    /**
     * What to add to each pane; panes that stay as they are do not appear.
     *
     * @param before facts that were counted so far; null when there are none
     * @param after facts that count from now on
     */
    public Map<PaneKey, Aggregate> between(
            @Nullable ConversationFacts before, ConversationFacts after, Granularity granularity) {
        Map<PaneKey, Aggregate> changes = new LinkedHashMap<>();
        if (before != null && !granularity.isLate(before)) {
            contributions(before, granularity).forEach((key, value) -> add(changes, key, value.negated()));
        }
        if (!granularity.isLate(after)) {
            contributions(after, granularity).forEach((key, value) -> add(changes, key, value));
        }
        changes.values().removeIf(Aggregate::isZero);
        return changes;
    }

    /** What one conversation adds to each of its panes. */
    private Map<PaneKey, Aggregate> contributions(ConversationFacts facts, Granularity granularity) {
        Instant start = granularity.floor(facts.getCountedAt());
        Aggregate whole = Contribution.whole(facts);
        Map<PaneKey, Aggregate> contributions = new LinkedHashMap<>();
        put(contributions, facts, DimensionKey.ACCOUNT, start, whole);
        if (dimensions.contains(Dimension.AGENT)) {
            for (int i = 0; i < facts.getAgents().size(); i++) {
                DimensionKey agent = DimensionKey.agent(facts.getAgents().get(i));
                put(contributions, facts, agent, start, Contribution.ofAgent(facts, i));
            }
        }
        if (dimensions.contains(Dimension.GROUP) && facts.getGroup() != null) {
            put(contributions, facts, new DimensionKey(Dimension.GROUP, facts.getGroup()), start, whole);
        }
        if (dimensions.contains(Dimension.COUNTRY) && facts.getCountryCode() != null) {
            put(contributions, facts, new DimensionKey(Dimension.COUNTRY, facts.getCountryCode()), start, whole);
        }
        if (dimensions.contains(Dimension.TRIGGER)) {
            for (String trigger : facts.getTriggers()) {
                put(contributions, facts, new DimensionKey(Dimension.TRIGGER, trigger), start, whole);
            }
        }
        return contributions;
    }

    private static void put(
            Map<PaneKey, Aggregate> contributions,
            ConversationFacts facts,
            DimensionKey about,
            Instant start,
            Aggregate value) {
        contributions.put(new PaneKey(facts.getAccountId(), about, start), value);
    }

    private static void add(Map<PaneKey, Aggregate> changes, PaneKey key, Aggregate value) {
        changes.merge(key, value, Aggregate::plus);
    }
}
