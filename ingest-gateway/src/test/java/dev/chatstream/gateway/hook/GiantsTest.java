/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recorded;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.schemas.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What costly bodies cost, from the bytes to the record: generous bounds, but bounds. */
class GiantsTest {
    private static final int MAX_RECORD = 32 * 1024 * 1024;
    /** Garbage included, so several times what is held at once. */
    private static final int ALLOCATED_PER_BYTE = 20;

    private static final long ALLOCATED_AT_LEAST = 256L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final List<RuntimeException> bugs = new ArrayList<>();
    private final Judge judge = new Judge(new HookParser(MAX_RECORD)::parse, bugs::add);
    private final Recording recording = new Recording(MAX_RECORD, bugs::add);
    private final List<Recorded> made = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void costBoundedTimeAndMemory(Giants giant) {
        // Given
        Delivery delivery = new Delivery(giant.body(), "test", Instant.EPOCH, null, null);

        // When
        Cost cost = Cost.of(() -> made.add(
                recording.of(delivery, judge.judge(delivery.body(), account -> true), new SchemaIds(1, 2, 3))));

        // Then
        assertThat(bugs).isEmpty();
        assertThat(made.get(0).outgoing().topic()).isEqualTo(giant.status() == 200 ? Topic.HOOK : Topic.HOOK_REJECTED);
        assertThat(cost.time()).isLessThan(LONGEST);
        assertThat(cost.allocatedBytes())
                .isLessThan(ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * (long) delivery.body().length);
    }
}
