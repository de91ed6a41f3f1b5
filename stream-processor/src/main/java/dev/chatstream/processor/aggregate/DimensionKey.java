/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate is about, within an account.
 *
 * @param value the agent, group, country or trigger; empty for the account as a whole
 */
public record DimensionKey(Dimension dimension, String value) {
    public static final DimensionKey ACCOUNT = new DimensionKey(Dimension.ACCOUNT, "");

    public static DimensionKey agent(String agent) {
        return new DimensionKey(Dimension.AGENT, agent);
    }

    /** By hand, as is {@link #hashCode}: what Java makes for a record takes twice the time, several times a hook. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DimensionKey that && dimension == that.dimension && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + dimension.ordinal();
    }
}
