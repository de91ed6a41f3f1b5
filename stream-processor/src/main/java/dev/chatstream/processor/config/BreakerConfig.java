/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.schemas.settings.Settings;
import java.time.Duration;

/**
 * When so much goes to the dead-letter topic that the fault must lie elsewhere than in the records.
 *
 * @param share the processor stops when more than this share of the records goes there; 1 never is exceeded
 * @param minimum records that must have been seen before a share says anything
 * @param window how far back records count
 */
public record BreakerConfig(double share, int minimum, Duration window) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    static BreakerConfig from(Settings settings) {
        Duration window = settings.duration("dlq.breaker.window");
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw settings.wrong("dlq.breaker.window", "1s to 24h");
        }
        return new BreakerConfig(
                share(settings), settings.integer("dlq.breaker.minimum", 1, Integer.MAX_VALUE), window);
    }

    private static double share(Settings settings) {
        String key = "dlq.breaker.share";
        try {
            double share = Double.parseDouble(settings.string(key));
            if (share > 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw settings.wrong(key, "a number above 0, up to 1");
    }
}
