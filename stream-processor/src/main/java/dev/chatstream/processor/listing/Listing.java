/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.query.AccountState;
import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.store.ConversationIndex.Position;
import dev.chatstream.processor.store.ConversationIndex.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations of an account to list.
 *
 * @param fingerprint tells its cursors from those of other listings
 * @param newestFirst the order, by event time
 * @param conditions all of which hold
 */
public record Listing(long fingerprint, boolean newestFirst, List<Condition> conditions) {
    public Listing {
        conditions = List.copyOf(conditions);
    }

    /**
     * How much work a page may be. What matches little is searched in several pages, so that none takes long.
     *
     * @param rows conversations listed
     * @param searched conversations looked at
     * @param gaps response times of the listed ones together, of which a conversation may have thousands
     * @param nanoTime a clock that only runs forward
     */
    public record Effort(int rows, int searched, int gaps, Duration time, LongSupplier nanoTime) {
        private static final int MOST_SEARCHED = 10_000;
        private static final int MOST_GAPS = 100_000;
        private static final Duration LONGEST = Duration.ofMillis(500);

        /** As it should be where others wait. */
        public static Effort rows(int rows) {
            return new Effort(rows, MOST_SEARCHED, MOST_GAPS, LONGEST, System::nanoTime);
        }
    }

    /** The page of {@code wanted}, or of what the listing covered when it began, that {@code after} leads to. */
    public Page page(AccountState account, TimeRange wanted, Optional<Cursor> after, Effort effort) {
        // Read before the rows: what it claims to be there must be.
        Optional<Instant> watermark = account.panes().watermark();
        TimeRange range = after.map(Cursor::range).orElse(wanted);
        Position position = after.map(Cursor::after).orElse(null);
        Search search = new Search(effort);
        account.panes()
                .conversations(
                        account.accountId(),
                        new Stretch(range.from(), range.to(), position, newestFirst),
                        search::goesOnAfter);
        return new Page(
                range,
                account.now(),
                watermark,
                account.stale(),
                search.rows,
                search.searched,
                search.stoppedAfter().map(last -> new Cursor(fingerprint, range, last)));
    }

    private final class Search {
        private final Effort effort;
        private final long start;
        private final List<ConversationFacts> rows = new ArrayList<>();
        private @Nullable ConversationFacts last;
        private boolean stopped;
        private int searched;
        private int gaps;

        private Search(Effort effort) {
            this.effort = effort;
            this.start = effort.nanoTime().getAsLong();
        }

        private boolean goesOnAfter(ConversationFacts facts) {
            if (last != null && isEnough()) {
                stopped = true;
                return false;
            }
            last = facts;
            searched++;
            if (conditions.stream().allMatch(condition -> condition.holds(facts))) {
                rows.add(facts);
                gaps += facts.getResponseTimesSeconds().size();
            }
            return true;
        }

        private boolean isEnough() {
            return rows.size() >= effort.rows()
                    || searched >= effort.searched()
                    || gaps >= effort.gaps()
                    || effort.nanoTime().getAsLong() - start >= effort.time().toNanos();
        }

        private Optional<Position> stoppedAfter() {
            return stopped
                    ? Optional.ofNullable(last)
                            .map(facts -> new Position(facts.getCountedAt(), facts.getConversationId()))
                    : Optional.empty();
        }
    }
}
