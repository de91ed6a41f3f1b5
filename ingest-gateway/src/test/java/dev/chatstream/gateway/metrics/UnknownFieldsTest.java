/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownFieldsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UnknownFields fields = new UnknownFields(meters);

    private double count(String path) {
        Counter counter = meters.find("chatstream.gateway.unknown.fields")
                .tag("path", path)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @ParameterizedTest
    @CsvSource({
        "/new,/new",
        "/messages/17/from,/messages/*/from",
        "/visitor/variables/jane.doe,/visitor/variables/*",
        "/visitor/variables/jane/odd,/visitor/variables/*/odd",
        "/visitor/variables,/visitor/variables",
        "/visitor/420777123456,/visitor/*",
        "/visitor/jane@example.com,other",
        "/a b,other",
        "/,other",
        "/~u{d83d},other"
    })
    void namesPlacesWithoutWhatSendersChose(String pointer, String path) {
        assertThat(UnknownFields.path(pointer)).isEqualTo(path);
    }

    @Test
    void showsNoLongName() {
        assertThat(UnknownFields.path("/" + "n".repeat(64))).isEqualTo("/" + "n".repeat(64));
        assertThat(UnknownFields.path("/" + "n".repeat(65))).isEqualTo("other");
    }

    @Test
    void countsAgain() {
        // When
        fields.seen(List.of("/a", "/messages/1/b", "/messages/2/b"));
        fields.seen(List.of("/a"));

        // Then
        assertThat(count("/a")).isEqualTo(2);
        assertThat(count("/messages/*/b")).isEqualTo(2);
        assertThat(count("other")).isZero();
    }

    @Test
    void neverShowsMoreThanSoManyPaths() {
        // When
        IntStream.range(0, 10_000).forEach(i -> fields.seen(List.of("/field" + i)));
        fields.seen(List.of("/field0", "/field9999"));

        // Then
        assertThat(meters.find("chatstream.gateway.unknown.fields").counters()).hasSize(UnknownFields.MOST_PATHS + 1);
        assertThat(count("/field0")).isEqualTo(2);
        assertThat(count("other")).isEqualTo(10_000 - UnknownFields.MOST_PATHS + 1);
    }

    @Test
    void junkWaitsForNoLockOnceAsManyPathsAreKnownAsMayBe() {
        // Given
        IntStream.range(0, 10_000).forEach(i -> fields.seen(List.of("/field" + i)));

        // When
        synchronized (fields) {
            CompletableFuture.runAsync(() -> fields.seen(List.of("/junk", "/field0", "/field9999")))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }

        // Then
        assertThat(count("/field0")).isEqualTo(2);
    }

    @Test
    void countsAllOfABodyWithVeryMany() {
        // When
        fields.seen(IntStream.range(0, 100_000).mapToObj(i -> "/paths/" + i).toList());

        // Then
        assertThat(count("/paths/*") + count("other")).isEqualTo(100_000);
    }
}
