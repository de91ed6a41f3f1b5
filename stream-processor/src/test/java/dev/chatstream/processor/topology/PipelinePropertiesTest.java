/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.query.AccountState;
import dev.chatstream.processor.query.PartitionPanes;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.Summary;
import dev.chatstream.processor.query.SummaryQuery;
import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.support.BruteForce;
import dev.chatstream.processor.support.FiguresAssert;
import dev.chatstream.processor.support.HookSets;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** What must hold for every set of hooks in every order. */
class PipelinePropertiesTest {
    /** Kinds of hooks without which a property shows nothing. */
    private static final List<What> TO_BE_MET =
            List.of(What.REVISION, What.SUPERSEDED, What.DUPLICATE, What.LATE_MINUTE, What.FUTURE);

    private @Nullable PipelineFixture pipeline;
    private long base;

    @BeforeProperty
    void start() throws IOException {
        pipeline = new PipelineFixture(Files.createTempDirectory("chatstream-properties"));
    }

    @AfterProperty
    void stop() {
        HookCounts counts = pipeline().state().counts();
        assertThat(TO_BE_MET).allSatisfy(what -> assertThat(counts.count(what)).isPositive());
        assertThat(counts.count(What.EXPIRED_MINUTE)).isZero();
        assertThat(counts.count(What.EXPIRED_QUARTER)).isZero();
        pipeline().close();
    }

    private PipelineFixture pipeline() {
        return Objects.requireNonNull(pipeline, "started before the first try");
    }

    @Provide
    Arbitrary<List<Conversation>> hooks() {
        return HookSets.any();
    }

    /** Runs the hooks as those of new accounts. */
    private Standing run(List<Conversation> hooks) {
        base += 1_000;
        hooks.forEach(hook -> pipeline().pipe(Standing.moved(hook, base)));
        return Standing.of(pipeline(), base);
    }

    @Property
    void givesTheSameForEveryOrderRepetitionAndInterleaving(
            @ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        // Given one account after the other, in the order of receipt
        List<Conversation> straight = new ArrayList<>(hooks);
        straight.sort(Comparator.comparing(Conversation::getAccountId)
                .thenComparing(hook -> hook.getHook().getReceivedAt()));
        Standing expected = run(straight);

        // When
        Standing actual = run(HookSets.shuffled(hooks, seed));

        // Then
        assertThat(actual.panes()).isEqualTo(expected.panes());
        assertThat(actual.facts()).isEqualTo(expected.facts());
    }

    @Property
    void publishesThePanesThatItStores(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        Standing standing = run(HookSets.shuffled(hooks, seed));
        assertThat(standing.published()).isEqualTo(standing.panes());
    }

    @Property
    void countsWhatBecameOfHooksWhateverTheirOrder(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        // Given
        List<Conversation> all = HookSets.shuffled(hooks, seed);
        List<Conversation> reversed = new ArrayList<>(all);
        Collections.reverse(reversed);

        // When
        HookCounts counts = counted(all);

        // Then
        assertThat(orderless(counts)).isEqualTo(orderless(counted(reversed)));
        long hooksCounted = Arrays.stream(What.values())
                .filter(what -> what.ordinal() <= What.UNREADABLE.ordinal())
                .mapToLong(counts::count)
                .sum();
        assertThat(hooksCounted).isEqualTo(all.size());
        assertThat(counts.count(What.LATE))
                .isEqualTo(all.stream().filter(BruteForce::isLate).count());
        assertThat(counts.count(What.FIRST))
                .isEqualTo(new BruteForce(all).counted().size());
    }

    private HookCounts counted(List<Conversation> hooks) {
        HookCounts before = pipeline().state().counts();
        run(hooks);
        return pipeline().state().counts().since(before);
    }

    /** Which of two contents is newer and which older depends on the order of arrival; that there are two does not. */
    private static Map<String, Long> orderless(HookCounts counts) {
        Map<String, Long> orderless = new HashMap<>(counts.anomalies());
        for (What what : What.values()) {
            boolean byOrder = what == What.REVISION || what == What.SUPERSEDED;
            orderless.merge(byOrder ? "CONTENT" : what.name(), counts.count(what), Long::sum);
        }
        return orderless;
    }

    @Property
    void mergesToWhatBruteForceCountsInEveryWindowAndDimension(
            @ForAll("hooks") List<Conversation> hooks,
            @ForAll long seed,
            @ForAll @IntRange(max = 60 * 24 * 31) int minutesLater) {
        // Given
        run(HookSets.shuffled(hooks, seed));
        BruteForce expected = new BruteForce(hooks);
        Random random = new Random(seed);
        Instant now = HookSets.END.plus(Duration.ofMinutes(random.nextBoolean() ? minutesLater % 180 : minutesLater));
        ZoneId zone = ZoneId.of(random.nextBoolean() ? "Asia/Kathmandu" : "America/New_York");
        List<TimeRange> windows = new ArrayList<>();
        for (RollingWindow window : RollingWindow.values()) {
            windows.add(window.at(now, zone));
        }
        Instant from = now.minus(Duration.ofMinutes(1 + random.nextInt(60 * 24 * 36)));
        windows.add(new TimeRange(from, from.plus(Duration.ofMinutes(random.nextInt(4_000)))));

        // Then
        for (TimeRange window : windows) {
            for (int account = 1; account <= HookSets.ACCOUNTS; account++) {
                for (DimensionKey about : Standing.dimensions()) {
                    AccountState state = new AccountState(
                            base + account, new PartitionPanes(pipeline().state()), now, false);
                    Summary summary = SummaryQuery.summary(state, about, window, zone);
                    FiguresAssert.assertSame(
                            about + " in " + summary.range(),
                            summary.figures(),
                            expected.figures(account, about, summary.range()));
                }
            }
        }
    }

    @Property
    void publishesTheFactsThatCount(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        // Given
        Map<String, ConversationFacts> expected = new HashMap<>();
        for (Conversation hook : new BruteForce(hooks).counted()) {
            ConversationFacts facts = FactsMapper.facts(hook);
            expected.put(
                    facts.getConversationId(),
                    ConversationFacts.newBuilder(facts).setAccountId(0).build());
        }

        // Then
        assertThat(run(HookSets.shuffled(hooks, seed)).facts()).isEqualTo(expected);
    }

    @Property
    void putsEachConversationIntoExactlyOneTypeTopic(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        // Given: what is late may repeat
        List<Conversation> inTime =
                hooks.stream().filter(hook -> !BruteForce.isLate(hook)).toList();

        // When
        Standing standing = run(HookSets.shuffled(inTime, seed));

        // Then
        assertThat(standing.typed().keySet()).isEqualTo(standing.facts().keySet());
        standing.typed().values().forEach(topics -> assertThat(topics).hasSize(1));
    }

    @Property
    void keepsNoTraceOfWhatARevisionReplaced(@ForAll("hooks") List<Conversation> hooks, @ForAll long seed) {
        // Given only what counts in the end
        List<Conversation> winners = new ArrayList<>(new BruteForce(hooks).counted());
        Standing expected = run(winners);
        int rowsOfWinners = pipeline().rowsOf(base);

        // When everything is received that was ever sent
        Standing actual = run(HookSets.shuffled(
                hooks.stream().filter(hook -> !BruteForce.isLate(hook)).toList(), seed));

        // Then panes are as if the others had never been, and every conversation has one row and one index entry
        assertThat(actual.panes()).isEqualTo(expected.panes());
        assertThat(actual.published()).isEqualTo(expected.panes());
        assertThat(pipeline().rowsOf(base)).isEqualTo(rowsOfWinners);
    }
}
