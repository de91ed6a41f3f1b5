/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom figures are about: an account, or one agent, group, country or trigger of it. */
public record Subject(long accountId, DimensionKey about) {
    /** Odd, and unlike 31, with which the other parts are multiplied. */
    private static final int SPREAD = 0x9E3779B1;

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
        return hash(accountId, about);
    }

    /** Accounts and agents both have numbers in a row; their plain sums would be the same for many pairs. */
    static int hash(long accountId, DimensionKey about) {
        return SPREAD * Long.hashCode(accountId) + about.hashCode();
    }
}
