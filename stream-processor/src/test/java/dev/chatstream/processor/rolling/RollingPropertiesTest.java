/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.rolling.Board.Ended;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** What must hold whatever hooks come, are taken back, and however the clock and the program run. */
class RollingPropertiesTest {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Something that happens; named for the report of a failure. */
    private record Event(String name, Consumer<Board> what) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, hooks()),
                        Tuple.of(2, retractions()),
                        Tuple.of(4, pauses()),
                        Tuple.of(1, restarts()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private static Arbitrary<Event> hooks() {
        Arbitrary<Integer> ages = Arbitraries.oneOf(
                Arbitraries.integers().between(-300, 400),
                Arbitraries.integers().between(0, 4_000),
                Arbitraries.integers().between(0, 100_000),
                Arbitraries.integers().between(0, 40 * 86_400));
        return Combinators.combine(Arbitraries.integers().between(1, 2), ages, Arbitraries.of(true, false))
                .as((account, age, missed) -> new Event(
                        "account " + account + " " + age + " s ago",
                        board -> board.add(new Ended(account, board.now.minusSeconds(age), missed))));
    }

    private static Arbitrary<Event> retractions() {
        return Arbitraries.integers()
                .between(0, 24)
                .map(index -> new Event("take back " + index, board -> {
                    if (index < board.conversations.size()) {
                        board.remove(board.conversations.get(index));
                    }
                }));
    }

    private static Arbitrary<Event> pauses() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(100, 20_000),
                        Arbitraries.integers().between(1_000, 4_000_000),
                        Arbitraries.integers().between(1_000, Integer.MAX_VALUE))
                .map(millis -> new Event("pass " + millis + " ms", board -> board.pass(Duration.ofMillis(millis))));
    }

    private static Arbitrary<Event> restarts() {
        return Arbitraries.just(new Event("restart", Board::restart));
    }

    /** One of the moments within a window's pace, as far as panes are concerned, shows exactly the published value. */
    private static void assertCurrent(Board board) {
        for (Pace pace : Pace.values()) {
            Instant oldest = board.now.minus(pace.interval()).minus(TICK);
            for (RollingWindow window : pace.windows()) {
                for (long account = 1; account <= 2; account++) {
                    RollingMetrics value = board.value(account, window).orElse(null);
                    long ofAccount = account;
                    assertThat(moments(oldest, board.now))
                            .as("%s of account %d at %s", window, account, board.now)
                            .anyMatch(moment -> shows(value, counted(board, ofAccount, window, moment)));
                }
            }
        }
    }

    private static Stream<Instant> moments(Instant oldest, Instant now) {
        Stream<Instant> minutes = Stream.iterate(
                now.truncatedTo(ChronoUnit.MINUTES),
                minute -> minute.isAfter(oldest),
                minute -> minute.minus(1, ChronoUnit.MINUTES));
        return Stream.concat(Stream.of(now, oldest), minutes);
    }

    private static boolean shows(@Nullable RollingMetrics value, List<Ended> counted) {
        long missed = counted.stream().filter(Ended::missed).count();
        return value == null
                ? counted.isEmpty()
                : value.getConversations() == counted.size() && value.getMissed() == missed && !counted.isEmpty();
    }

    /** The contract's windows, said in the plainest way. */
    private static List<Ended> counted(Board board, long account, RollingWindow window, Instant moment) {
        Instant to = moment.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Predicate<Instant> within = switch (window) {
            case FIVE_MINUTES -> between(to.minusSeconds(300), to);
            case QUARTER_HOUR -> between(to.minusSeconds(900), to);
            case HOUR -> between(to.minusSeconds(3_600), to);
            case DAY -> between(to.minusSeconds(86_400), to);
            case WEEK -> between(quarterBefore(to.minus(7, ChronoUnit.DAYS)), quarterAfter(to));
            case MONTH -> between(quarterBefore(to.minus(30, ChronoUnit.DAYS)), quarterAfter(to));
            case TODAY -> between(midnight(moment), to);
        };
        return board.conversations.stream()
                .filter(conversation -> conversation.account() == account && within.test(conversation.at()))
                .toList();
    }

    private static Predicate<Instant> between(Instant from, Instant to) {
        return at -> !at.isBefore(from) && at.isBefore(to);
    }

    private static Instant quarterBefore(Instant minute) {
        return Instant.ofEpochSecond(minute.getEpochSecond() / 900 * 900);
    }

    private static Instant quarterAfter(Instant minute) {
        return quarterBefore(minute.plusSeconds(899));
    }

    private static Instant midnight(Instant moment) {
        ZonedDateTime there = moment.atZone(Board.ZONE);
        return there.toLocalDate().atStartOfDay(Board.ZONE).toInstant();
    }

    @Property(tries = 500)
    void holdsWhatTheWindowsHold(@ForAll("events") List<Event> events, @ForAll("starts") Instant start) {
        Board board = new Board(start);
        for (Event event : events) {
            event.what().accept(board);
        }
        board.pass(Pace.SLOW.interval().plus(TICK));
        assertCurrent(board);
        board.pass(Duration.ofSeconds(20_011));
        assertCurrent(board);
    }

    @Property(tries = 300)
    void isNeverWrittenMoreOftenThanThePaceAllows(@ForAll("events") List<Event> events) {
        Board board = new Board(NOON);
        events.forEach(event -> event.what().accept(board));
        for (Pace pace : Pace.values()) {
            for (RollingWindow window : pace.windows()) {
                board.writes.forEach((key, times) -> {
                    if (key.endsWith("|" + window.parameter())) {
                        for (int i = 1; i < times.size(); i++) {
                            assertThat(times.get(i))
                                    .as(key)
                                    .isAfterOrEqualTo(times.get(i - 1).plus(pace.interval()));
                        }
                    }
                });
            }
        }
    }

    @Property(tries = 200)
    void comesToRestWithNothingLeft(@ForAll("events") List<Event> events) {
        Board board = new Board(NOON);
        events.forEach(event -> event.what().accept(board));
        board.looks = 0;
        board.pass(Duration.ofDays(31));
        assertThat(board.values).isEmpty();
        assertThat(board.rowCount()).isZero();
        assertThat(board.isAsleep()).isTrue();
        // each conversation enters and leaves each window at most once
        assertThat(board.looks).isLessThanOrEqualTo(2 * 7 * 25 + 2 * Pace.values().length);
    }

    /** Around both changes of the clock, and on an ordinary day. */
    @Provide
    Arbitrary<Instant> starts() {
        return Arbitraries.of(NOON, Instant.parse("2026-03-28T22:50:13.7Z"), Instant.parse("2026-10-25T21:58:00Z"));
    }
}
