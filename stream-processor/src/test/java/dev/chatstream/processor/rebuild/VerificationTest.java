/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.rebuild.Comparison.Kind;
import dev.chatstream.processor.rebuild.Verification.Findings;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final ValueCodec<ConversationFacts> FACTS = ValueCodec.of(
            ConversationFacts.class, REGISTRY.register("facts", ConversationFacts.getClassSchema()), REGISTRY);
    private static final ValueCodec<Pane> PANES =
            ValueCodec.panes(REGISTRY.register("panes", MetricsPane.getClassSchema()), REGISTRY);

    private final Log facts = new Log("facts");
    private final Map<Granularity, Log> panes =
            new EnumMap<>(Map.of(Granularity.MINUTE, new Log("minute"), Granularity.QUARTER, new Log("quarter")));

    private record Log(String topic, Deque<Map.Entry<byte[], byte @Nullable []>> unread) implements RecordLog {
        Log(String topic) {
            this(topic, new ArrayDeque<>());
        }

        void add(String key, byte @Nullable [] value) {
            unread.add(new java.util.AbstractMap.SimpleEntry<>(key.getBytes(StandardCharsets.UTF_8), value));
        }

        @Override
        public void readToEnd(BiConsumer<byte @Nullable [], byte @Nullable []> visitor, LongConsumer progress) {
            progress.accept(unread.size());
            unread.forEach(record -> visitor.accept(record.getKey(), record.getValue()));
            unread.clear();
        }
    }

    private static RebuiltPanes empty() {
        return new RebuiltPanes(new PaneChanges(Set.of()), FACTS::decode, NOON);
    }

    private static byte[] row(Hooks hook) {
        return FACTS.encode(FactsMapper.facts(hook.build()));
    }

    /** Publishes the panes of rows. */
    private void publish(byte[]... rows) {
        RebuiltPanes counted = empty();
        for (byte[] row : rows) {
            counted.apply(row);
        }
        panes.forEach((granularity, log) -> counted.of(granularity)
                .forEach((key, pane) -> log.add(key.recordKey(), PANES.encode(Pane.of(key, granularity, pane)))));
    }

    private Findings verify(Verification.Pause pause) throws InterruptedException {
        return new Verification(
                        facts, empty(), panes, value -> PANES.decode(value).counted())
                .run(pause, (topic, left) -> {});
    }

    private static void never() {
        throw new AssertionError("nothing to wait for");
    }

    @Test
    void findsPublishedPanesEqualThatAreMadeOfTheSameRows() throws Exception {
        // Given
        byte[] unrated = row(Hooks.sample().channel(c -> c.setRating(null)));
        byte[] rated = row(Hooks.sample().event("rated"));
        facts.add("one", unrated);
        facts.add("one", rated);
        publish(rated);

        // When
        Findings findings = verify(VerificationTest::never);

        // Then
        assertThat(findings.allEqual()).isTrue();
        assertThat(findings.comparisons())
                .allSatisfy((granularity, comparison) ->
                        assertThat(comparison.equal()).isEqualTo(1));
    }

    @Test
    void tellsWhatIsMissingDifferentAndSuperfluous() throws Exception {
        // Given
        facts.add("one", row(Hooks.sample()));
        facts.add("other", row(Hooks.sample().channelId(2).endedAt(NOON.minusSeconds(3_600))));
        publish(row(Hooks.sample().channel(c -> c.setRating(1L))));
        publish(row(Hooks.sample().endedAt(NOON.minusSeconds(7_200))));

        // When
        Findings findings = verify(() -> {});

        // Then
        assertThat(findings.settled()).isTrue();
        assertThat(findings.allEqual()).isFalse();
        assertThat(findings.comparisons()).allSatisfy((granularity, comparison) -> {
            assertThat(comparison.equal()).isZero();
            assertThat(comparison.count(Kind.MISSING)).isEqualTo(1);
            assertThat(comparison.count(Kind.DIFFERENT)).isEqualTo(1);
            assertThat(comparison.count(Kind.SUPERFLUOUS)).isEqualTo(1);
        });
    }

    @Test
    void looksAgainWhileHooksAreProcessed() throws Exception {
        // Given
        byte[] row = row(Hooks.sample());
        facts.add("one", row);

        // When
        Findings findings = verify(() -> publish(row));

        // Then
        assertThat(findings.allEqual()).isTrue();
    }

    @Test
    void saysWhenPanesNeverSettle() throws Exception {
        // Given
        AtomicInteger looks = new AtomicInteger();
        facts.add("one", row(Hooks.sample()));

        // When
        Findings findings = verify(() -> facts.add("more", row(Hooks.sample().channelId(looks.incrementAndGet()))));

        // Then
        assertThat(findings.settled()).isFalse();
        assertThat(findings.allEqual()).isFalse();
        assertThat(looks).hasValue(29);
    }

    @Test
    void leavesOutWhatIsOlderThanItsRetention() throws Exception {
        // Given
        byte[] old =
                row(Hooks.sample().endedAt(NOON.minus(Duration.ofDays(4))).receivedAt(NOON.minus(Duration.ofDays(4))));
        facts.add("one", old);
        panes.values().forEach(log -> log.add("208|account||0", PANES.encode(pane())));

        // When
        Findings findings = verify(() -> {});

        // Then
        assertThat(findings.of(Granularity.MINUTE).differences()).isEmpty();
        assertThat(findings.of(Granularity.QUARTER).count(Kind.MISSING)).isEqualTo(1);
        assertThat(findings.of(Granularity.QUARTER).count(Kind.SUPERFLUOUS)).isZero();
    }

    private static Pane pane() {
        RebuiltPanes counted = empty();
        counted.apply(row(Hooks.sample()));
        return counted.of(Granularity.MINUTE).entrySet().stream()
                .map(entry -> Pane.of(entry.getKey(), Granularity.MINUTE, entry.getValue()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesOutWhatWasNeverCounted() {
        // Given
        RebuiltPanes rebuilt = empty();

        // When
        rebuilt.apply(FACTS.encode(
                FactsMapper.uncounted(FactsMapper.facts(Hooks.sample().build()))));

        // Then
        assertThat(rebuilt.uncounted()).isEqualTo(1);
        assertThat(rebuilt.of(Granularity.QUARTER)).isEmpty();
    }
}
