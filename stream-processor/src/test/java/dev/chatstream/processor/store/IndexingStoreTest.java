/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.identity.Revision;
import dev.chatstream.processor.identity.Revisions;
import dev.chatstream.processor.store.ConversationIndex.Stretch;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

class IndexingStoreTest {
    private static final long ACCOUNT = 208;
    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
    private static final ValueCodec<ConversationFacts> FACTS =
            ValueCodec.facts(REGISTRY.register("facts", ConversationFacts.getClassSchema()), REGISTRY);

    /** What happens to a conversation: a revision that ended in some hour, or that it is forgotten. */
    record Step(int channel, int hour, boolean forgotten) {}

    /** A store, and what gives back to it what the changelog has. */
    private static final class Opened {
        private final KeyValueStore<Bytes, byte[]> rows =
                IndexingStore.of(Stores.inMemoryKeyValueStore("conversation")).get();
        private @Nullable BatchingStateRestoreCallback restoration;

        Opened() {
            StateStoreContext context = new MockProcessorContext<>().getStateStoreContext();
            rows.init(
                    (StateStoreContext) Proxy.newProxyInstance(
                            StateStoreContext.class.getClassLoader(),
                            new Class<?>[] {StateStoreContext.class},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("register")) {
                                    restoration = (BatchingStateRestoreCallback) arguments[1];
                                    return null;
                                }
                                return method.invoke(context, arguments);
                            }),
                    rows);
        }

        void restore(List<KeyValue<byte[], byte[]>> changes, int atOnce) {
            BatchingStateRestoreCallback changelog = Objects.requireNonNull(restoration);
            for (int from = 0; from < changes.size(); from += atOnce) {
                changelog.restoreAll(changes.subList(from, Math.min(changes.size(), from + atOnce)));
            }
        }

        List<String> listed() {
            List<String> listed = new ArrayList<>();
            Stretch all = new Stretch(NOON.minus(Duration.ofDays(3)), NOON, null, false);
            new ConversationIndex(rows, FACTS.decoder())
                    .visit(ACCOUNT, all, facts -> listed.add(facts.getCountedAt() + " " + facts.getConversationId()));
            return listed;
        }

        int left() {
            ConversationStore store = new ConversationStore(rows, new RevisionsCodec(FACTS));
            store.putAccount(ACCOUNT);
            assertThat(store.expire(NOON, null, 1_000)).isNull();
            return count() - 1; // the account
        }

        int count() {
            int count = 0;
            try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
                for (; all.hasNext(); all.next()) {
                    count++;
                }
            }
            return count;
        }
    }

    /** What the steps lead to, and each change on the way as the changelog has it. */
    private static final class Course {
        private final Opened live = new Opened();
        private final ConversationStore store = new ConversationStore(live.rows, new RevisionsCodec(FACTS));
        private final Map<Integer, Revisions> known = new HashMap<>();
        private final List<KeyValue<byte[], byte[]>> changes = new ArrayList<>();

        /** @param atOnce steps after which the rows are written */
        Course(List<Step> steps, int atOnce) {
            for (int i = 0; i < steps.size(); i++) {
                take(steps.get(i));
                if ((i + 1) % atOnce == 0 || i + 1 == steps.size()) {
                    store.write();
                }
                Bytes key = Keys.conversation(ACCOUNT, facts(steps.get(i), i).getConversationId());
                changes.add(new KeyValue<>(key.get(), live.rows.get(key)));
            }
        }

        private void take(Step step) {
            Revisions before = known.getOrDefault(step.channel, Revisions.NONE);
            ConversationFacts facts = facts(step, changes.size());
            assertThat(store.revisions(facts)).isEqualTo(before);
            if (!step.forgotten) {
                Revisions after = before.arrive(new Revision(facts)).revisions();
                store.put(before, after);
                known.put(step.channel, after);
            } else if (known.remove(step.channel) != null) {
                store.forget(before);
            }
        }

        private static ConversationFacts facts(Step step, int number) {
            return FactsMapper.facts(Hooks.sample()
                    .channelId(step.channel)
                    .event("e" + number)
                    .receivedAt(NOON.plusMillis(number))
                    .between(NOON.minus(Duration.ofDays(2)), NOON.minus(Duration.ofHours(step.hour)))
                    .build());
        }

        List<String> expected() {
            return known.values().stream()
                    .map(revisions -> revisions
                            .ranked()
                            .get(revisions.ranked().size() - 1)
                            .facts())
                    .sorted(Comparator.comparing(ConversationFacts::getCountedAt)
                            .thenComparing(ConversationFacts::getConversationId))
                    .map(facts -> facts.getCountedAt() + " " + facts.getConversationId())
                    .toList();
        }

        /** The changelog, of whose first part only the last of each key is left. */
        List<KeyValue<byte[], byte[]>> compactedUpTo(int end) {
            Map<Bytes, KeyValue<byte[], byte[]>> latest = new LinkedHashMap<>();
            for (KeyValue<byte[], byte[]> change : changes.subList(0, end)) {
                latest.remove(Bytes.wrap(change.key));
                latest.put(Bytes.wrap(change.key), change);
            }
            List<KeyValue<byte[], byte[]>> left = new ArrayList<>(latest.values());
            left.addAll(changes.subList(end, changes.size()));
            return left;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 4))
                .as((channel, hour, forgotten) -> new Step(channel, hour, forgotten == 0))
                .list()
                .ofMaxSize(24);
    }

    @Property(tries = 300)
    void listsWhatIsKnownByEventTime(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 7) int atOnce) {
        Course course = new Course(steps, atOnce);
        assertThat(course.live.count()).isEqualTo(2 * course.known.size()); // a row and an index row each
        assertThat(course.live.listed()).isEqualTo(course.expected());
        assertThat(course.live.left()).isZero();
    }

    @Example
    void keepsOnlySoMuchUnwritten() {
        // Given
        Opened opened = new Opened();
        ConversationStore store = new ConversationStore(opened.rows, new RevisionsCodec(FACTS));

        // When
        for (int channel = 1; channel <= 300; channel++) {
            ConversationFacts facts = Course.facts(new Step(channel, 1, false), channel);
            var unused = store.put(
                    Revisions.NONE, Revisions.NONE.arrive(new Revision(facts)).revisions());
        }

        // Then
        assertThat(opened.count()).isEqualTo(2 * 256);
        store.write();
        assertThat(opened.count()).isEqualTo(2 * 300);
    }

    @Example
    void keepsOnlySoManyBytesUnwritten() {
        // Given
        Opened opened = new Opened();
        ConversationStore store = new ConversationStore(opened.rows, new RevisionsCodec(FACTS));

        // When
        for (int channel = 1; channel <= 3; channel++) {
            ConversationFacts large = ConversationFacts.newBuilder(Course.facts(new Step(channel, 1, false), channel))
                    .setCloseReason("x".repeat(600_000))
                    .build();
            var unused = store.put(
                    Revisions.NONE, Revisions.NONE.arrive(new Revision(large)).revisions());
        }

        // Then: the first two are more than 1 MiB
        assertThat(opened.count()).isEqualTo(2 * 2);
    }

    @Property(tries = 300)
    void listsTheSameWhenItsChangelogIsRead(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(max = 24) int compacted,
            @ForAll @IntRange(min = 1, max = 7) int atOnce) {
        // Given
        Course course = new Course(steps, 1);
        Opened restored = new Opened();

        // When
        restored.restore(course.compactedUpTo(Math.min(compacted, steps.size())), atOnce);

        // Then
        assertThat(restored.listed()).isEqualTo(course.expected());
        assertThat(restored.left()).isZero();
    }

    /** As a copy that was away meanwhile: what it has is older than everything that the changelog still has. */
    @Property(tries = 300)
    void listsTheSameWhenPartOfItsChangelogWasCompactedAway(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(max = 24) int read,
            @ForAll @IntRange(min = 1, max = 7) int atOnce) {
        // Given
        Course course = new Course(steps, 1);
        int end = Math.min(read, steps.size());
        Opened copy = new Opened();
        copy.restore(course.changes.subList(0, end), atOnce);

        // When
        copy.restore(course.compactedUpTo(steps.size()), atOnce);

        // Then
        assertThat(copy.listed()).isEqualTo(course.expected());
        assertThat(copy.left()).isZero();
    }
}
