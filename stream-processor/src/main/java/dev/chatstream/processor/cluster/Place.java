/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import dev.chatstream.processor.query.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition is.
 *
 * @param active who processes it; null while nobody does
 * @param standbys who has copies
 */
public record Place(int partition, @Nullable Address active, List<Address> standbys) {
    public Place {
        standbys = List.copyOf(standbys);
    }

    /** One who may be asked, and what may answer there. */
    public record Step(Address address, Replica replica) {}

    /**
     * Whom to ask, one after the other until somebody answers: who processes it, then who has copies, those on this
     * instance first. Last, whoever should process it but does not yet, for what it is still restoring.
     */
    public List<Step> steps(Address self) {
        List<Step> steps = new ArrayList<>();
        if (active != null) {
            steps.add(new Step(active, active.equals(self) ? Replica.COPY : Replica.ACTIVE));
        }
        if (standbys.contains(self)) {
            steps.add(new Step(self, Replica.COPY));
        }
        standbys.stream()
                .filter(standby -> !standby.equals(self))
                .forEach(standby -> steps.add(new Step(standby, Replica.COPY)));
        Optional.ofNullable(active)
                .filter(owner -> !owner.equals(self))
                .ifPresent(owner -> steps.add(new Step(owner, Replica.COPY)));
        return steps;
    }
}
