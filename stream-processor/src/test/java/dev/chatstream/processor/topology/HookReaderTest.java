/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Conversation;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.HookReader.UnreadableHook;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HookReaderTest {
    private static final long NOW = Hooks.NOON.toEpochMilli();
    private static final byte[] KEY = "208".getBytes(UTF_8);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final List<Boolean> waits = new ArrayList<>();
    private final int id = registry.register("s", Conversation.getClassSchema());
    private final byte[] value = ValueCodec.of(Conversation.class, id, registry)
            .encode(Hooks.sample().build());

    private HookReader reader(Duration patience) {
        return new HookReader(
                RecordDecoder.of(Conversation.class, registry),
                PipelineFixture.breaker(1),
                patience,
                waiting -> {
                    waits.add(waiting);
                    registry.setReachable(true);
                },
                () -> false);
    }

    @Test
    void readsAConversation() throws UnreadableHook {
        assertThat(reader(Duration.ZERO).read(KEY, value, NOW).getAccountId()).isEqualTo(208);
        assertThat(waits).isEmpty();
    }

    @Test
    void waitsForARegistryThatDoesNotAnswer() throws UnreadableHook {
        // Given
        registry.setReachable(false);

        // When
        Conversation conversation = reader(Duration.ofSeconds(10)).read(KEY, value, NOW);

        // Then
        assertThat(conversation.getAccountId()).isEqualTo(208);
        assertThat(waits).containsExactly(true, false);
    }

    @Test
    void givesUpWaitingInTimeForKafkaToKeepItsThread() {
        // Given
        registry.setReachable(false);

        // Then
        assertThatThrownBy(() -> reader(Duration.ZERO).read(KEY, value, NOW)).isInstanceOf(RegistryException.class);
        assertThat(waits).containsExactly(true, false);
    }

    @Test
    void doesNotGiveUpAHookBecauseTheProgramStops() {
        // Given
        HookReader stopping = new HookReader(
                RecordDecoder.of(Conversation.class, registry),
                PipelineFixture.breaker(1),
                Duration.ofSeconds(10),
                waits::add,
                () -> true);

        // Then
        assertThatThrownBy(() -> stopping.read(KEY, new byte[] {0, 0, 0, 0, 99, 1}, NOW))
                .isInstanceOf(RegistryException.class);
    }

    @Test
    void refusesWhatNoWaitingWillMend() {
        HookReader reader = reader(Duration.ofSeconds(10));
        assertThatThrownBy(() -> reader.read(KEY, new byte[0], NOW)).isInstanceOf(UnreadableHook.class);
        assertThatThrownBy(() -> reader.read(KEY, null, NOW)).isInstanceOf(UnreadableHook.class);
        assertThatThrownBy(() -> reader.read(null, value, NOW)).isInstanceOf(UnreadableHook.class);
        assertThatThrownBy(() -> reader.read("0208".getBytes(UTF_8), value, NOW))
                .isInstanceOf(UnreadableHook.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void givesAnUnknownSchemaAMomentToSpread() {
        assertThatThrownBy(() -> reader(Duration.ZERO).read(KEY, new byte[] {0, 0, 0, 0, 99, 1}, NOW))
                .isInstanceOf(UnreadableHook.class);
        assertThat(waits).containsExactly(true, false);
    }

    @Test
    @Timeout(60)
    void waitsNoLongerForAnUnknownSchemaBecauseTheRegistryWasAwayAtFirst() {
        // Given it is back as soon as somebody waits
        registry.setReachable(false);
        HookReader reader = reader(Duration.ofMinutes(4));

        // Then
        assertThatThrownBy(() -> reader.read(KEY, new byte[] {0, 0, 0, 0, 99, 1}, NOW))
                .isInstanceOf(UnreadableHook.class);
        assertThat(waits).containsExactly(true, false);
    }

    @Test
    void waitsOnceForAllHooksOfAnUnknownSchema() {
        // Given
        HookReader reader = reader(Duration.ZERO);
        byte[] unknown = {0, 0, 0, 0, 99, 1};
        assertThatThrownBy(() -> reader.read(KEY, unknown, NOW)).isInstanceOf(UnreadableHook.class);
        waits.clear();

        // Then
        assertThatThrownBy(() -> reader.read(KEY, unknown, NOW)).isInstanceOf(UnreadableHook.class);
        assertThat(waits).isEmpty();
    }
}
