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
import java.util.function.BiConsumer;
import java.util.function.Function;
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
        Map<PaneKey, AggregateDelta> deltas = new LinkedHashMap<>();
        collect(
                before == null ? null : new Contribution(before),
                new Contribution(after),
                granularity,
                pane -> deltas.computeIfAbsent(pane, key -> new AggregateDelta()));
        Map<PaneKey, Aggregate> changes = new LinkedHashMap<>();
        deltas.forEach((pane, delta) -> changes.put(pane, delta.total()));
        changes.values().removeIf(Aggregate::isZero);
        return changes;
    }

    /**
     * The same, added in place to what was collected of each pane.
     *
     * @param before what was counted so far; null when there is nothing
     * @param after what counts from now on
     * @param collected where a pane's changes are added up; asked for panes that may come out as they were, too
     */
    public void collect(
            @Nullable Contribution before,
            Contribution after,
            Granularity granularity,
            Function<PaneKey, AggregateDelta> collected) {
        if (before != null && !granularity.isLate(before.facts())) {
            collect(before, -1, granularity, collected);
        }
        if (!granularity.isLate(after.facts())) {
            collect(after, 1, granularity, collected);
        }
    }

    private void collect(
            Contribution contribution, int sign, Granularity granularity, Function<PaneKey, AggregateDelta> collected) {
        ConversationFacts facts = contribution.facts();
        Instant start = granularity.floor(facts.getCountedAt());
        BiConsumer<DimensionKey, Addend> add = (about, addend) ->
                collected.apply(new PaneKey(facts.getAccountId(), about, start)).add(addend, sign);
        Addend whole = contribution.whole();
        add.accept(DimensionKey.ACCOUNT, whole);
        if (dimensions.contains(Dimension.AGENT)) {
            contribution.agents().forEach(share -> add.accept(share.about(), share.addend()));
        }
        if (dimensions.contains(Dimension.GROUP) && facts.getGroup() != null) {
            add.accept(new DimensionKey(Dimension.GROUP, facts.getGroup()), whole);
        }
        if (dimensions.contains(Dimension.COUNTRY) && facts.getCountryCode() != null) {
            add.accept(new DimensionKey(Dimension.COUNTRY, facts.getCountryCode()), whole);
        }
        if (dimensions.contains(Dimension.TRIGGER)) {
            for (String trigger : facts.getTriggers()) {
                add.accept(new DimensionKey(Dimension.TRIGGER, trigger), whole);
            }
        }
    }
}
