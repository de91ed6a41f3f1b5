/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

/** Where a hook went from the spool. */
public enum Departure {
    /** Into its topic. */
    STORED,
    /** Into quarantine. */
    QUARANTINED,
    /** Nowhere: it is kept on disk for a person to look at. */
    SET_ASIDE,
    /** It was in a database that was damaged, and is set aside with it. */
    DAMAGED
}
