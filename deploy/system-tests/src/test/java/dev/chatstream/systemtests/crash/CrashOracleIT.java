/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationType;
import dev.chatstream.avro.Dimension;
import dev.chatstream.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Whatever happens to the processors on the way, in the end every record and every number is what brute force makes of
 * the hooks. Everything happens once, before the first test; the tests look at what came of it.
 */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashOracleIT {
    private static final int KILLS = 6;
    private static final int SHOWN = 5;
    private static final int SHOWN_CHARACTERS = 3_000;
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.ACCOUNT, Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER);

    /** Another one each time, so that CI tries more than one; -Dcrash.seed repeats a run. */
    private final long seed =
            Long.getLong("crash.seed", ThreadLocalRandom.current().nextInt(1_000_000));

    private final List<Row> rows = new ArrayList<>();
    private final long begun = System.nanoTime();
    private Crashes crashes;
    private Model model;
    private TopicChecks topics;
    private PaneChecks panes;
    private ApiChecks api;

    @BeforeAll
    void happen() {
        crashes = new Crashes(seed);
        crashes.happen();
        model = new Model(crashes.registry());
        crashes.topics().read(Topic.HOOK, model::read);
        topics = new TopicChecks(model, crashes.topics(), crashes.registry());
        panes = new PaneChecks(model, crashes.topics(), crashes.registry());
        api = new ApiChecks(model, crashes.instances());
    }

    @AfterAll
    @SuppressWarnings("SystemOut")
    void stop() throws IOException {
        if (api != null) {
            api.close();
        }
        crashes.close();
        String head = String.format(
                Locale.ROOT,
                "seed %d: %,d hooks of %d accounts, %,d of them through the gateway; %d s",
                seed,
                Crashes.HOOKS,
                Traffic.ACCOUNTS,
                crashes.feeder().posted(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        String table = Table.of(head, crashes.blows(), rows);
        System.out.println(table);
        Files.writeString(Path.of("target", "crash-oracle.txt"), table);
    }

    /** All of them are in the table before the first wrong one fails the test. */
    private void judge(Row... judged) {
        rows.addAll(List.of(judged));
        for (Row row : judged) {
            List<String> shown = row.wrong().stream()
                    .limit(SHOWN)
                    .map(line -> line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS)))
                    .toList();
            assertThat(shown)
                    .as("%s, %d wrong, -Dcrash.seed=%d", row.what(), row.wrong().size(), seed)
                    .isEmpty();
            assertThat(row.found())
                    .as("%s, -Dcrash.seed=%d", row.what(), seed)
                    .isEqualTo(row.expected())
                    .isPositive();
            assertThat(row.counted())
                    .as("%s, conversations in what was compared, -Dcrash.seed=%d", row.what(), seed)
                    .isPositive();
        }
    }

    @Test
    @Order(1)
    void processors_were_killed_while_they_processed() {
        assertThat(crashes.blows())
                .filteredOn(blow -> blow.how().equals(Blow.KILL) && blow.behind() > 0)
                .hasSizeGreaterThanOrEqualTo(KILLS);
        assertThat(crashes.blows()).anyMatch(blow -> blow.how().equals(Blow.STOP));
    }

    @Test
    @Order(2)
    void every_hook_was_there_to_be_processed() {
        judge(topics.hooks(crashes.feeder()));
        assertThat(model.unreadable().size()).isEqualTo(crashes.feeder().unreadable());
    }

    @ParameterizedTest
    @EnumSource(ConversationType.class)
    @Order(3)
    void every_latest_revision_stands_once_in_its_type_topic(ConversationType type) {
        judge(topics.type(type));
    }

    @Test
    @Order(4)
    void facts_are_those_of_the_revisions_that_count() {
        judge(topics.facts().toArray(Row[]::new));
    }

    @Test
    @Order(5)
    void what_nobody_can_read_is_in_the_dead_letter_topic() {
        judge(topics.deadLetters());
    }

    @Test
    @Order(6)
    void every_pane_is_the_sum_of_its_conversations() {
        judge(panes.minutes(), panes.quarters());
    }

    @Test
    @Order(7)
    void every_instance_counts_what_became_of_all_hooks_and_lists_all_accounts() {
        judge(api.counters(), api.accounts());
    }

    @Test
    @Order(8)
    void every_instance_lists_all_conversations_by_their_event_time() {
        judge(api.conversations());
    }

    /** What may take a minute had most of it while the others were looked at. */
    @Test
    @Order(9)
    void every_published_rolling_value_is_that_of_its_window() {
        RollingChecks rolling = new RollingChecks(model, crashes.topics(), crashes.registry(), crashes.quietSince());
        judge(rolling.windows().toArray(Row[]::new));
    }

    /** All of the shortest window first: the last conversations leave it while the others are asked for. */
    @ParameterizedTest
    @FieldSource("dev.chatstream.systemtests.crash.Windows#ALL")
    @Order(10)
    void every_number_of_every_account_and_agent_and_a_sample_of_the_others_is_answered(String window) {
        judge(DIMENSIONS.stream()
                .map(dimension -> api.summaries(window, dimension))
                .toArray(Row[]::new));
    }
}
