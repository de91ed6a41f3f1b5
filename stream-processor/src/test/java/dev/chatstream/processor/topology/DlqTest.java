/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chatstream.processor.failure.Ending;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.support.LogCapture;
import dev.chatstream.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to the dead-letter topic, and when nothing more goes there. */
class DlqTest {
    private static final byte[] PERSONAL = "jan@example.com is no conversation".getBytes(UTF_8);
    private static final byte[] KEY = "208".getBytes(UTF_8);

    @TempDir
    private Path stateDir;

    private static String header(TestRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader("__streams.errors." + name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Test
    void holdsTheBytesAndWhereTheyStoodAndNoWordOfThemInHeaders() {
        try (PipelineFixture pipeline = new PipelineFixture(stateDir)) {
            // Given
            pipeline.pipe(Hooks.sample());

            // When
            pipeline.pipe(KEY, PERSONAL, Hooks.NOON);

            // Then
            List<TestRecord<String, byte[]>> dead = pipeline.read(Topic.PROCESSOR_DLQ);
            assertThat(dead).singleElement().satisfies(record -> {
                assertThat(record.getValue()).isEqualTo(PERSONAL);
                assertThat(record.getKey()).isEqualTo("208");
                assertThat(header(record, "topic")).isEqualTo("smartsupp.hook.v1");
                assertThat(header(record, "partition")).isEqualTo("0");
                assertThat(header(record, "offset")).isEqualTo("1");
                assertThat(header(record, "exception")).isEqualTo("UnreadableHook");
                assertThat(header(record, "message")).contains("34 bytes").doesNotContain("jan");
            });
            assertThat(pipeline.hooks("unreadable")).isEqualTo(1);
        }
    }

    @Test
    void takesNoMoreOnceTheBreakerOpens() {
        try (PipelineFixture pipeline = new PipelineFixture(stateDir, PipelineFixture.breaker(0.5));
                LogCapture log = new LogCapture()) {
            // Given
            Instant receivedAt = Hooks.NOON;
            for (int i = 0; i < 99; i++) {
                pipeline.pipe(KEY, PERSONAL, receivedAt);
            }

            // When
            Throwable failure = catchThrowable(() -> pipeline.pipe(KEY, PERSONAL, receivedAt));

            // Then
            assertThat(pipeline.read(Topic.PROCESSOR_DLQ)).hasSize(99);
            assertThat(Ending.of(failure)).satisfies(ending -> {
                assertThat(ending.exitCode()).isEqualTo(Ending.NEEDS_A_PERSON);
                assertThat(ending.reason()).contains("100 of the last 100").doesNotContain("jan");
            });
            assertThat(log.text()).doesNotContain("jan@example.com");
        }
    }
}
