/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which accounts may be read.
 *
 * @param listed these and no others, ascending; empty when all
 */
public record Access(Optional<SortedSet<Long>> listed) {
    public static final Access ALL = new Access(Optional.empty());

    /** To these accounts and no others. */
    public static Access to(Set<Long> accounts) {
        return new Access(Optional.of(new TreeSet<>(accounts)));
    }

    public boolean mayRead(long accountId) {
        return all() || listed.filter(accounts -> accounts.contains(accountId)).isPresent();
    }

    /** Whether every account may be read, those that nobody knows yet included. */
    public boolean all() {
        return listed.isEmpty();
    }
}
