/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Upper bounds of the buckets of every histogram of time, so that they can be compared. */
final class Latencies {
    static final Duration[] BOUNDS = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private Latencies() {}
}
