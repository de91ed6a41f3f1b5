/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom figures are about: an account, or one agent, group, country or trigger of it. */
public record Subject(long accountId, DimensionKey about) {

    /** How keys of records begin that are about this: {@code account|dimension|value|}. */
    public String keyPrefix() {
        return accountId + "|" + about.dimension().name().toLowerCase(Locale.ROOT) + "|" + about.value() + "|";
    }

    /** By hand, as is {@link #hashCode}: what Java makes for a record takes twice the time, several times a hook. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject that && accountId == that.accountId && about.equals(that.about);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(accountId) + about.hashCode();
    }
}
