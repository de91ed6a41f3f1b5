/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who has which partition, as the group has agreed; may be out of date for a moment. */
public interface Group {

    /** Where the others reach this instance. */
    Address self();

    /** Where everything of an account is; empty while the partitions are being assigned. */
    Optional<Place> placeOf(long accountId);

    /** Every instance, this one too. */
    Set<Address> members();

    /** All partitions in their order; empty while they are being assigned. */
    List<Place> places();
}
