/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WholeWindowStoreTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

    private final List<String> calls = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private @Nullable Long offset = 17L;
    private boolean rows;
    private final WindowStore<Bytes, byte[]> store =
            WholeWindowStore.of(supplier(recording())).get();

    @Test
    void what_was_opened_of_a_damaged_store_is_closed_so_that_it_can_be_opened_again() {
        // Given
        failure = new IllegalStateException("the second segment is damaged");

        // When, Then
        assertThatThrownBy(() -> store.init(proxy(StateStoreContext.class), store))
                .isSameAs(failure);
        assertThat(calls).containsExactly("init", "close");
    }

    @Test
    void a_store_that_is_whole_stays_open() {
        // When
        store.init(proxy(StateStoreContext.class), store);

        // Then
        assertThat(calls).containsExactly("init");
    }

    @Test
    void everything_else_is_left_to_the_store_itself() {
        // Given
        Bytes key = Bytes.wrap(new byte[] {1});

        // When
        store.put(key, new byte[] {2}, 3);
        store.commit(Map.of(CHANGELOG, 4L));
        Long committed = store.committedOffset(CHANGELOG);
        byte[] fetched = store.fetch(key, 3);
        store.close();

        // Then
        assertThat(calls).containsExactly("put", "commit", "committedOffset", "fetch", "close");
        assertThat(committed).isEqualTo(17);
        assertThat(fetched).isNull();
    }

    @Test
    void an_empty_store_that_never_had_an_offset_is_no_damaged_one() {
        // Given
        offset = null;

        // When, Then what Kafka Streams calls unknown, and takes for a changelog of which nothing was read
        assertThat(store.committedOffset(CHANGELOG)).isEqualTo(-4);
    }

    @Test
    void a_store_with_rows_but_without_an_offset_stays_a_damaged_one() {
        // Given
        offset = null;
        rows = true;

        // When, Then
        assertThat(store.committedOffset(CHANGELOG)).isNull();
    }

    @Test
    void it_is_made_as_the_supplier_says() {
        // Given
        WindowBytesStoreSupplier plain =
                Stores.persistentWindowStore("panes", Duration.ofHours(96), Duration.ofMinutes(1), false);

        // When
        WindowBytesStoreSupplier whole = WholeWindowStore.of(plain);

        // Then
        assertThat(whole.name()).isEqualTo("panes");
        assertThat(whole.metricsScope()).isEqualTo(plain.metricsScope());
        assertThat(whole.segmentIntervalMs()).isEqualTo(plain.segmentIntervalMs());
        assertThat(whole.windowSize()).isEqualTo(plain.windowSize());
        assertThat(whole.retentionPeriod()).isEqualTo(plain.retentionPeriod());
        assertThat(whole.retainDuplicates()).isFalse();
        assertThat(whole.get().name()).isEqualTo("panes");
        assertThat(whole.get().persistent()).isTrue();
    }

    private WindowBytesStoreSupplier supplier(WindowStore<Bytes, byte[]> made) {
        return proxy(WindowBytesStoreSupplier.class, (name, arguments) -> name.equals("get") ? made : null);
    }

    @SuppressWarnings("unchecked")
    private WindowStore<Bytes, byte[]> recording() {
        return proxy(WindowStore.class, (name, arguments) -> {
            calls.add(name);
            if (name.equals("init") && failure != null) {
                throw failure;
            }
            return switch (name) {
                case "committedOffset" -> offset;
                case "all" ->
                    proxy(KeyValueIterator.class, (method, ignored) -> method.equals("hasNext") ? rows : null);
                default -> null;
            };
        });
    }

    private static <T> T proxy(Class<T> type) {
        return proxy(type, (name, arguments) -> null);
    }

    private interface Handler {
        @Nullable
        Object call(String name, Object @Nullable [] arguments);
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.call(method.getName(), arguments)));
    }
}
