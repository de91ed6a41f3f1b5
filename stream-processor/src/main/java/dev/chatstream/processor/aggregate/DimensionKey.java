/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.Dimension;

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
}
