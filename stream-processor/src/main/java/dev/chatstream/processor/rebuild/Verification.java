/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Granularity;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/**
 * Compares rebuilt panes with the published ones. While hooks are processed the topics are not read at the same moment,
 * so a difference only counts when a second look, a while later, finds the very same.
 */
public final class Verification {
    private static final int MOST_LOOKS = 30;

    private final RecordLog facts;
    private final RebuiltPanes rebuilt;
    private final Map<Granularity, ? extends RecordLog> topics;
    private final Map<Granularity, PublishedPanes> published = new EnumMap<>(Granularity.class);
    private final Function<byte[], Aggregate> decoder;

    /**
     * @param topics where the panes of each granularity are published
     * @param decoder reads a published value
     */
    public Verification(
            RecordLog facts,
            RebuiltPanes rebuilt,
            Map<Granularity, ? extends RecordLog> topics,
            Function<byte[], Aggregate> decoder) {
        this.facts = facts;
        this.rebuilt = rebuilt;
        this.topics = Map.copyOf(topics);
        this.decoder = decoder;
    }

    /** Waits between two looks, longer than a commit takes. */
    public interface Pause {
        void take() throws InterruptedException;
    }

    /**
     * What was found.
     *
     * @param settled whether all differences are real; otherwise panes were changing all the time
     */
    public record Findings(Map<Granularity, Comparison> comparisons, boolean settled) {
        public Findings {
            comparisons = Map.copyOf(comparisons);
        }

        public Comparison of(Granularity granularity) {
            return comparisons.getOrDefault(granularity, new Comparison(0, Map.of()));
        }

        public boolean allEqual() {
            return comparisons.values().stream()
                    .allMatch(comparison -> comparison.differences().isEmpty());
        }
    }

    /** Looks until all panes are equal, or those that are not stay as they are. */
    public Findings run(Pause pause, ObjLongConsumer<String> progress) throws InterruptedException {
        Map<Granularity, Comparison> before = Map.of();
        for (int look = 1; ; look++) {
            Map<Granularity, Comparison> found = look(progress);
            boolean settled = isSettled(before, found);
            if (settled || look == MOST_LOOKS) {
                return new Findings(found, settled);
            }
            before = found;
            pause.take();
        }
    }

    private static boolean isSettled(Map<Granularity, Comparison> before, Map<Granularity, Comparison> now) {
        return now.entrySet().stream()
                .allMatch(found -> found.getValue()
                        .isSettledSince(before.getOrDefault(found.getKey(), new Comparison(0, Map.of()))));
    }

    private Map<Granularity, Comparison> look(ObjLongConsumer<String> progress) {
        facts.readToEnd((key, row) -> rebuilt.apply(row), left -> progress.accept(facts.topic(), left));
        Map<Granularity, Comparison> found = new EnumMap<>(Granularity.class);
        topics.forEach((granularity, topic) -> {
            PublishedPanes panes =
                    published.computeIfAbsent(granularity, any -> new PublishedPanes(rebuilt.earliest(any)));
            topic.readToEnd(panes::apply, left -> progress.accept(topic.topic(), left));
            found.put(granularity, Comparison.of(rebuilt.of(granularity), panes.byKey(), decoder));
        });
        return found;
    }
}
