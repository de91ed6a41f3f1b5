/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import dev.chatstream.schemas.provision.ProvisionReport.Action;
import dev.chatstream.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Creates what is missing and corrects what may be corrected. Running it again changes nothing, so every start may run
 * it. Nothing is ever deleted, and partitions are never changed: keys would move to other partitions, away from their
 * state.
 */
public final class Provisioner {
    private final TopicProvisioner topics;
    private final SubjectProvisioner subjects;

    /** Leaves admin and registry open. */
    public Provisioner(Admin admin, SchemaRegistry registry, ProvisionConfig config) {
        this.topics = new TopicProvisioner(admin, config);
        this.subjects = new SubjectProvisioner(registry, config.names());
    }

    /**
     * Makes topics and subjects ready.
     *
     * @throws ProvisionException when Kafka or the registry refuse or do not answer; what was done until then stays
     */
    public ProvisionReport provision() {
        List<Action> actions = new ArrayList<>(topics.provision());
        Map<String, Integer> ids = subjects.provision(actions);
        return new ProvisionReport(actions, ids);
    }
}
