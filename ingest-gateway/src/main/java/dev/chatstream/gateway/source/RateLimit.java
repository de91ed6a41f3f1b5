/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.config.RateConfig;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How fast a source may send: a bucket of tokens that fills up steadily. Safe for use by several threads. */
final class RateLimit {
    private final RateConfig config;
    private final Bucket bucket;

    RateLimit(RateConfig config) {
        this.config = config;
        this.bucket = Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(config.burst()).refillGreedy(config.perSecond(), Duration.ofSeconds(1)))
                .withNanosecondPrecision()
                .build();
    }

    boolean is(RateConfig other) {
        return config.equals(other);
    }

    /** Takes one token; what is to be waited for the next one when there is none, else zero. */
    Duration take() {
        return bucket.tryConsume(1)
                ? Duration.ZERO
                : Duration.ofNanos(
                        Math.max(1, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
    }
}
