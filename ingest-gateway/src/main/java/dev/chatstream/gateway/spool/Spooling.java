/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.publish.Refusal;

/** What became of an entry. */
public sealed interface Spooling {

    /** It is on disk, fsynced. */
    record Spooled() implements Spooling {}

    /** It is not known to be on disk; after {@link Refusal#SPOOL_TIMEOUT} it may be all the same, a little later. */
    record Refused(Refusal reason) implements Spooling {}
}
