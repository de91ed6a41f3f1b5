/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

/**
 * How fast a source may send.
 *
 * @param perSecond hooks a second in the long run
 * @param burst hooks at once after a pause
 */
public record RateConfig(int perSecond, int burst) {
    static final int FASTEST = 1_000_000;

    public RateConfig {
        Check.that(perSecond > 0 && perSecond <= FASTEST, "rate", perSecond, "1 to 1000000 hooks a second");
        Check.that(burst > 0 && burst <= FASTEST, "burst", burst, "1 to 1000000 hooks");
    }
}
