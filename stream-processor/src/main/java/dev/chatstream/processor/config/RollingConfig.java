/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.avro.Dimension;
import dev.chatstream.schemas.settings.Settings;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which rolling values are published.
 *
 * @param dimensions what they are about; nothing when none are published
 * @param timePercent most of the stream threads' time that computing them may take
 */
public record RollingConfig(Set<Dimension> dimensions, int timePercent) {
    public RollingConfig {
        dimensions = Set.copyOf(dimensions);
    }

    /** @param counted what is aggregated beside the account */
    static RollingConfig from(Settings settings, Set<Dimension> counted) {
        Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
        if (settings.bool("rolling.accounts")) {
            dimensions.add(Dimension.ACCOUNT);
        }
        if (settings.bool("rolling.agents")) {
            if (!counted.contains(Dimension.AGENT)) {
                throw settings.wrong("rolling.agents", "false while dimensions.agent is");
            }
            dimensions.add(Dimension.AGENT);
        }
        return new RollingConfig(dimensions, settings.integer("rolling.time.percent", 1, 50));
    }
}
