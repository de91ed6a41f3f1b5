/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.query.BreakdownQuery.Breakdown;
import dev.chatstream.processor.query.BreakdownQuery.Limits;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakdownQueryTest {
    private static final TimeRange WEEK = new TimeRange(NOON.minus(Duration.ofDays(7)), NOON);

    @TempDir
    private Path stateDir;

    private PipelineFixture pipeline;

    /** Two groups on each of three days. */
    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
        for (int i = 1; i <= 6; i++) {
            pipeline.pipe(Hooks.sample()
                    .channelId(i)
                    .event("e" + i)
                    .endedAt(NOON.minus(Duration.ofDays(i / 2 + 1)))
                    .visitor("group " + i % 2, null));
        }
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private Breakdown groups(Limits limits) {
        AccountState account = new AccountState(208, new PartitionPanes(pipeline.state()), NOON, false);
        Window window = new Window(Optional.empty(), PaneCover.of(WEEK, NOON), ZoneOffset.UTC);
        return BreakdownQuery.breakdown(Reading.of(account, window), Dimension.GROUP, limits);
    }

    @Test
    void isCompleteWhenItsLimitsJustSuffice() {
        // When
        Breakdown groups = groups(new Limits(2, 6));

        // Then
        assertThat(groups.complete()).isTrue();
        assertThat(groups.values()).containsOnlyKeys("group 0", "group 1");
    }

    @Test
    void saysThatThereAreMoreValuesOrPanesThanItMayRead() {
        assertThat(groups(new Limits(1, 6)).complete()).isFalse();
        assertThat(groups(new Limits(2, 5)).complete()).isFalse();
    }

    @Test
    void readsNoFurtherThanItsVisitorWants() {
        // Given
        List<String> seen = new ArrayList<>();

        // When
        pipeline.state().eachValue(208, Dimension.GROUP, Granularity.QUARTER, WEEK.from(), WEEK.to(), pane -> {
            seen.add(pane.key().about().value());
            return seen.size() < 2;
        });

        // Then
        assertThat(seen).hasSize(2);
    }
}
