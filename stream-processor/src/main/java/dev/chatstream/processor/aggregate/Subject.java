/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Locale;

/** Whom figures are about: an account, or one agent, group, country or trigger of it. */
public record Subject(long accountId, DimensionKey about) {

    /** How keys of records begin that are about this: {@code account|dimension|value|}. */
    public String keyPrefix() {
        return accountId + "|" + about.dimension().name().toLowerCase(Locale.ROOT) + "|" + about.value() + "|";
    }
}
