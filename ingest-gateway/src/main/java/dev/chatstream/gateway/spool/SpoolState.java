/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.time.Instant;
import java.util.Optional;

/**
 * How much waits, for metrics and for whoever drains.
 *
 * @param hooks that wait
 * @param bytes that they take on disk
 * @param oldest when the oldest of them was received
 * @param setAside rows that neither topic took, or whose body is not what it was
 * @param damaged databases in the folder that could not be read any more
 */
public record SpoolState(long hooks, long bytes, Optional<Instant> oldest, long setAside, long damaged) {
    static final SpoolState UNKNOWN = new SpoolState(0, 0, Optional.empty(), 0, 0);
}
