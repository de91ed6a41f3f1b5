/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.listing.Listing.Effort;
import dev.chatstream.processor.query.AccountState;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    private static final TimeRange DAY = new TimeRange(NOON.minus(Duration.ofDays(1)), NOON);
    private static final Condition ONLY_THE_OLDEST = new Condition.OneOf(FactsField.CHANNEL_ID, Set.of(1L));

    @TempDir
    private Path stateDir;

    private PipelineFixture pipeline;
    private AccountState account;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
        for (int i = 1; i <= 20; i++) {
            pipeline.pipe(Hooks.sample().channelId(i).event("event-" + i).endedAt(NOON.minusSeconds(21 - i)));
        }
        account = new AccountState(208, new PartitionPanes(pipeline.state()), NOON, false);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private static List<Long> channels(Page page) {
        return page.rows().stream().map(ConversationFacts::getChannelId).toList();
    }

    private List<Page> pages(Listing listing, Effort effort) {
        List<Page> pages = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            pages.add(listing.page(account, DAY, next, effort));
            next = pages.get(pages.size() - 1).next();
        } while (next.isPresent());
        return pages;
    }

    @Test
    void searchesLittleAtOnceWhereFewMatch() {
        // Given
        Listing listing = new Listing(1, true, List.of(ONLY_THE_OLDEST));

        // When
        List<Page> pages = pages(listing, new Effort(50, 6, 1_000, Duration.ofDays(1), () -> 0));

        // Then
        assertThat(pages).extracting(Page::searched).containsExactly(6, 6, 6, 2);
        assertThat(pages)
                .extracting(ListingTest::channels)
                .containsExactly(List.of(), List.of(), List.of(), List.of(1L));
    }

    @Test
    void endsAPageWhenItsTimeIsUpButNotBeforeItCameForward() {
        // Given
        AtomicLong clock = new AtomicLong();
        Effort effort = new Effort(50, 1_000, 1_000, Duration.ofNanos(1), () -> clock.getAndAdd(1_000));

        // When
        List<Page> pages = pages(new Listing(1, true, List.of()), effort);

        // Then
        assertThat(pages).hasSize(20).allMatch(page -> page.rows().size() == 1);
    }

    @Test
    void endsAPageWhenItsConversationsAreLong() {
        // When
        List<Page> pages =
                pages(new Listing(1, false, List.of()), new Effort(50, 1_000, 8, Duration.ofDays(1), () -> 0));

        // Then
        assertThat(pages).extracting(page -> page.rows().size()).containsExactly(8, 8, 4);
    }

    @Test
    void hasNoFurtherPageAfterTheLastConversation() {
        // When
        Page page = new Listing(1, true, List.of()).page(account, DAY, Optional.empty(), Effort.rows(20));

        // Then
        assertThat(page.rows()).hasSize(20);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void takesTheFirstInstantOfARangeAndNotItsLast() {
        // Given
        TimeRange range = new TimeRange(NOON.minusSeconds(20), NOON.minusSeconds(18));

        // Then
        for (boolean newestFirst : new boolean[] {true, false}) {
            Page page = new Listing(1, newestFirst, List.of()).page(account, range, Optional.empty(), Effort.rows(5));
            assertThat(channels(page)).containsExactlyInAnyOrder(1L, 2L);
        }
    }

    @Test
    void goesOnBehindAConversationThatHasMoved() {
        // Given
        Listing listing = new Listing(1, true, List.of());
        Page first = listing.page(account, DAY, Optional.empty(), Effort.rows(5));

        // When
        pipeline.pipe(Hooks.sample()
                .channelId(16)
                .event("later")
                .between(NOON.minusSeconds(5).minusMillis(36_984), NOON.minusSeconds(1))
                .receivedAt(NOON.plusSeconds(60)));
        Page second = listing.page(account, DAY, first.next(), Effort.rows(5));

        // Then
        assertThat(channels(first)).containsExactly(20L, 19L, 18L, 17L, 16L);
        assertThat(channels(second)).containsExactly(15L, 14L, 13L, 12L, 11L);
    }
}
