/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import dev.chatstream.schemas.provision.ProvisionReport.Action;
import dev.chatstream.schemas.provision.ProvisionReport.Kind;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Compatibility and schemas of all subjects. */
final class SubjectProvisioner {
    /** Every version can read and be read by every other, so programs may be updated in any order. */
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final int CONFLICT = 409;

    private final SchemaRegistry registry;
    private final TopicNames names;

    SubjectProvisioner(SchemaRegistry registry, TopicNames names) {
        this.registry = registry;
        this.names = names;
    }

    /** Returns the id of each subject's schema. */
    Map<String, Integer> provision(List<Action> actions) {
        Map<String, Integer> ids = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            topic.valueSchema().ifPresent(schema -> {
                String subject = names.subjectOf(topic);
                try {
                    setCompatibility(subject, actions);
                    ids.put(subject, register(subject, schema, actions));
                } catch (RegistryException e) {
                    throw new ProvisionException(messageFor(subject, e), e);
                }
            });
        }
        return ids;
    }

    private void setCompatibility(String subject, List<Action> actions) {
        Optional<String> level = registry.compatibility(subject);
        if (!level.equals(Optional.of(COMPATIBILITY))) {
            registry.setCompatibility(subject, COMPATIBILITY);
            actions.add(new Action(
                    Kind.COMPATIBILITY_SET, subject, level.orElse("the registry's default") + " -> " + COMPATIBILITY));
        }
    }

    private int register(String subject, Schema schema, List<Action> actions) {
        Optional<Integer> known = registry.lookUp(subject, schema);
        if (known.isPresent()) {
            return known.get();
        }
        int id = registry.register(subject, schema);
        actions.add(new Action(Kind.SCHEMA_REGISTERED, subject, schema.getFullName() + " with id " + id));
        return id;
    }

    private static String messageFor(String subject, RegistryException e) {
        if (e.status() == CONFLICT) {
            return "subject " + subject + ": the schema of this version does not go together with the registered ones"
                    + " (expected: " + COMPATIBILITY + ", or a subject without earlier versions). " + e.getMessage();
        }
        return "subject " + subject + ": " + e.getMessage();
    }
}
