/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import dev.chatstream.local.simulator.SimulatedConversation.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long visitors wait for people; triggers and system lines neither start nor stop the clock. */
final class Gaps {
    private Gaps() {}

    static List<Duration> of(List<Line> lines) {
        List<Duration> gaps = new ArrayList<>();
        @Nullable Instant waitingSince = null;
        for (Line line : lines) {
            switch (line.author()) {
                case VISITOR -> {
                    if (waitingSince == null) {
                        waitingSince = line.sentAt();
                    }
                }
                case AGENT -> {
                    if (waitingSince != null) {
                        gaps.add(Duration.between(waitingSince, line.sentAt()));
                        waitingSince = null;
                    }
                }
                case TRIGGER, SYSTEM -> {
                    // not people
                }
            }
        }
        return List.copyOf(gaps);
    }
}
