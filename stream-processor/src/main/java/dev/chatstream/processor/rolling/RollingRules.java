/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Subject;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Whose values are written, and where their days begin.
 *
 * @param dimensions what values are written about; what was written about others is taken back
 * @param zones zone of an account's days
 */
public record RollingRules(Set<Dimension> dimensions, LongFunction<ZoneId> zones) {
    public RollingRules {
        dimensions = Set.copyOf(dimensions);
    }

    boolean include(Subject subject) {
        return dimensions.contains(subject.about().dimension());
    }

    ZoneId zone(Subject subject) {
        return zones.apply(subject.accountId());
    }
}
