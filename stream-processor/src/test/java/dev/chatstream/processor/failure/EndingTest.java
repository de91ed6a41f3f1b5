/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class EndingTest {

    @Test
    void endsForAPersonWhenTheBreakerOpened() {
        // When
        Ending ending =
                Ending.of(new StreamsException("in a task", new DlqBreaker.Open(51, 100, Duration.ofMinutes(1))));

        // Then
        assertThat(ending.exitCode()).isEqualTo(3);
        assertThat(ending.reason()).contains("51 of the last 100", "dlq.breaker.share");
    }

    @Test
    void namesThePlaceOfAnUnforeseenFaultAndNotItsWords() {
        // Given
        ProcessingFailure failure = ProcessingFailure.at(
                "topic hook.v1, partition 3, offset 17",
                new IllegalArgumentException("jan@example.com", new NumberFormatException("jan@example.com")));

        // When
        Ending ending = Ending.of(new StreamsException("in a task", failure));

        // Then
        assertThat(ending)
                .isEqualTo(
                        new Ending(
                                1,
                                "the processing failed: topic hook.v1, partition 3, offset 17: java.lang.IllegalArgumentException"));
        assertThat(failure).hasRootCauseMessage("java.lang.NumberFormatException");
    }

    @Test
    void saysWhatKafkaSaid() {
        // When
        Ending ending = Ending.of(new StreamsException("in a task", new IllegalStateException("no space left")));

        // Then
        assertThat(ending.reason()).contains("no space left");
    }

    @Test
    void saysWhyKafkaStreamsCannotEvenStart() {
        // When
        Ending ending = Ending.ofStart(new KafkaException(
                "Failed to construct kafka consumer", new IllegalArgumentException("Heartbeat must be set lower")));

        // Then
        assertThat(ending).isEqualTo(new Ending(1, "Kafka Streams cannot start: Heartbeat must be set lower"));
    }
}
