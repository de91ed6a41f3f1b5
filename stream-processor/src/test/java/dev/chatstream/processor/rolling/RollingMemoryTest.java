/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Subject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollingMemoryTest {
    private static final int SUBJECTS = 100_000;

    /** What docs/processor.md says of an account. */
    private static final int MOST_BYTES = 250;

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Everybody has windows of every pace, due at different seconds. */
    private static RollingSchedule full() {
        RollingSchedule schedule = new RollingSchedule();
        for (int account = 0; account < SUBJECTS; account++) {
            Subject subject = new Subject(account, DimensionKey.ACCOUNT);
            schedule.put(subject, Map.of());
            for (Pace pace : Pace.values()) {
                schedule.changes(subject, pace, NOON.plus(Duration.ofSeconds(account % 3_600)), NOON);
            }
        }
        return schedule;
    }

    @Test
    void holdsAnAccountInAsManyBytesAsTheDocumentsSay() {
        // Given
        long before = used();

        // When
        RollingSchedule schedule = full();

        // Then
        double each = (used() - before) / (double) SUBJECTS;
        assertThat(schedule.due(NOON.plus(Duration.ofHours(1)))).isEqualTo(3 * SUBJECTS);
        assertThat(each).isBetween(MOST_BYTES * 0.7, (double) MOST_BYTES);
    }
}
