/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a bug in the program itself must not do to the hooks. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenSpoolTest {
    private static final Spooling SPOOLED = new Spooling.Spooled();

    @TempDir
    private Path folder;

    /** Fails as a class that cannot be loaded does, when something has left the spool. */
    private static final class BrokenMeters extends SimpleMeterRegistry {
        @Override
        protected Counter newCounter(Meter.Id id) {
            if (!id.getName().endsWith("spool.left")) {
                return super.newCounter(id);
            }
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    throw new NoClassDefFoundError("s3cret");
                }
            };
        }
    }

    @Test
    void goesOnAfterAnErrorAndAnswersEveryRead() throws Exception {
        try (RunningSpool running = new RunningSpool(folder, RunningSpool.MEBIBYTE, 0, new BrokenMeters())) {
            // Given
            assertThat(running.append("a")).isEqualTo(SPOOLED);
            assertThat(running.append("b")).isEqualTo(SPOOLED);

            // When
            running.spool.remove(running.all().get(0).sequence(), Departure.STORED);
            running.all();

            // Then
            await().untilAsserted(() -> assertThat(running.bodies()).containsExactly("b"));
            await().untilAsserted(() -> assertThat(running.append("c")).isEqualTo(SPOOLED));
        }
    }

    @Test
    void writesAHookOnceAlsoWhenWhoWaitedForItThrows() throws Exception {
        try (RunningSpool running = new RunningSpool(folder)) {
            // Given
            running.spool.append(RunningSpool.entry("a"), answer -> {
                throw new IllegalStateException("s3cret");
            });

            // When
            assertThat(running.append("b")).isEqualTo(SPOOLED);

            // Then
            assertThat(running.bodies()).containsExactly("a", "b");
        }
    }

    @Test
    void answersAReadAlsoWhenItIsClosed() throws Exception {
        // Given
        RunningSpool running = new RunningSpool(folder);
        running.append("a");

        // When
        running.close();

        // Then
        assertThat(running.all()).isEmpty();
    }
}
