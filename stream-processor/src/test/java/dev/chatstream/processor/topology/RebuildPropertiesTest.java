/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.rebuild.RebuiltPanes;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The facts alone, even when only the last row of each conversation is left of them, make the same panes. */
class RebuildPropertiesTest {
    private static final PaneChanges ALL_DIMENSIONS =
            new PaneChanges(Set.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER));
    private static final int SECONDS_OF_TWO_DAYS = 172_800;

    private @Nullable PipelineFixture pipeline;
    private long lastAccount = 5_000;
    private long uncounted;

    @BeforeProperty
    void start() throws IOException {
        pipeline = new PipelineFixture(Files.createTempDirectory("chatstream-rebuild"));
    }

    @AfterProperty
    void stop() {
        // a property that meets none of these shows nothing
        assertThat(uncounted).isPositive();
        pipeline().close();
    }

    private PipelineFixture pipeline() {
        return Objects.requireNonNull(pipeline, "started before the first try");
    }

    /** A few conversations with a few contents each; some ended long before they were received, or after. */
    @Provide
    Arbitrary<List<Conversation>> hooks() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, SECONDS_OF_TWO_DAYS))
                .as(RebuildPropertiesTest::hook)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    private static Conversation hook(int channel, int revision, int receivedSecond) {
        int variant = channel * 5 + revision * 3;
        Duration age = switch (variant % 6) {
            case 0 -> Duration.ofDays(4);
            case 1 -> Duration.ofDays(40);
            case 2 -> Duration.ofHours(-3);
            default -> Duration.ofMinutes(variant * 7L);
        };
        Instant begin = NOON.minus(Duration.ofDays(50)).plusSeconds(channel);
        return Hooks.sample()
                .channelId(channel)
                .event(channel + "-" + revision)
                .receivedAt(NOON.plusSeconds(receivedSecond))
                .between(begin, NOON.minus(age))
                .visitor(revision % 2 == 0 ? "vip" : null, revision > 2 ? "CZ" : null)
                .agent(revision, 40_000)
                .trigger("hello " + revision, 41_000)
                .channel(c -> c.setRating((long) revision)
                        .setDuration((long) variant)
                        .setFirstResponse((long) variant - 10)
                        .setIsMissed(variant % 2 == 0)
                        .setIsOffline(variant % 5 == 0))
                .build();
    }

    @Property(tries = 300)
    void rebuildsThePanesOfThePipeline(@ForAll("hooks") List<Conversation> hooks) {
        // Given
        long account = ++lastAccount;
        hooks.forEach(hook -> pipeline()
                .pipe(Conversation.newBuilder(hook).setAccountId(account).build()));
        List<TestRecord<String, byte[]>> facts = pipeline().read(Topic.CONVERSATION_FACTS);
        Map<String, byte[]> compacted = new LinkedHashMap<>();
        facts.forEach(row -> compacted.put(row.key(), row.value()));

        // When
        RebuiltPanes all = rebuilt(facts.stream().map(TestRecord::value).toList());
        RebuiltPanes ofTheLast = rebuilt(List.copyOf(compacted.values()));
        uncounted += all.uncounted();

        // Then
        Map<Granularity, Map<String, Aggregate>> published = published();
        assertThat(byKey(all)).isEqualTo(published);
        assertThat(byKey(ofTheLast)).isEqualTo(published);
    }

    private static RebuiltPanes rebuilt(List<byte[]> rows) {
        RebuiltPanes rebuilt = new RebuiltPanes(
                ALL_DIMENSIONS, PipelineFixture.CODECS.facts()::decode, NOON.minus(Duration.ofDays(1)));
        rows.forEach(rebuilt::apply);
        return rebuilt;
    }

    private static Map<Granularity, Map<String, Aggregate>> byKey(RebuiltPanes rebuilt) {
        Map<Granularity, Map<String, Aggregate>> byKey = new HashMap<>();
        for (Granularity granularity : Granularity.values()) {
            Map<String, Aggregate> panes = new HashMap<>();
            rebuilt.of(granularity).forEach((key, pane) -> panes.put(key.recordKey(), pane));
            byKey.put(granularity, panes);
        }
        return byKey;
    }

    /** What the topics hold of this try's account, within the retention of the rebuilt ones. */
    private Map<Granularity, Map<String, Aggregate>> published() {
        Map<Granularity, Map<String, Aggregate>> byKey = new HashMap<>();
        RebuiltPanes none = rebuilt(List.of());
        for (Granularity granularity : Granularity.values()) {
            Map<String, Aggregate> panes = new HashMap<>();
            Topic topic = granularity == Granularity.MINUTE ? Topic.METRICS_MINUTE : Topic.METRICS_QUARTER;
            long earliest = none.earliest(granularity).toEpochMilli();
            for (TestRecord<String, byte[]> record : pipeline().read(topic)) {
                String key = record.key();
                if (record.value() == null) {
                    panes.remove(key);
                } else if (Long.parseLong(key.substring(key.lastIndexOf('|') + 1)) >= earliest) {
                    panes.put(
                            key,
                            PipelineFixture.CODECS.pane().decode(record.value()).counted());
                }
            }
            byKey.put(granularity, panes);
        }
        return byKey;
    }
}
