/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Random draws; the same seed gives the same draws on every Java. */
public final class Draw {
    /** Of the JDK's generators the one whose every method is specified to the bit. */
    private final Random random;

    public Draw(long seed) {
        this.random = new Random(seed);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number, both bounds included. */
    public int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    long positiveLong() {
        return random.nextLong() >>> 1;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Index drawn in proportion to the weights. */
    public int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = random.nextDouble() * sum;
        for (int index = 0; index < weights.length - 1; index++) {
            left -= weights[index];
            if (left < 0) {
                return index;
            }
        }
        return weights.length - 1;
    }

    /** Lognormal: half of all draws are below the median, a few are many times longer. */
    public Duration lognormal(Duration median, double sigma) {
        return Duration.ofMillis(Math.round(median.toMillis() * Math.exp(sigma * random.nextGaussian())));
    }

    /** Exponential: the time until the next of many independent events. */
    Duration exponential(Duration mean) {
        return Duration.ofNanos(Math.round(-Math.log(1 - random.nextDouble()) * mean.toNanos()));
    }
}
