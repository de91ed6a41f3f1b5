/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was done and what was found in order.
 *
 * @param actions in the order in which they were taken
 * @param schemaIds id of each subject's schema
 */
public record ProvisionReport(List<Action> actions, Map<String, Integer> schemaIds) {

    public ProvisionReport {
        actions = List.copyOf(actions);
        schemaIds = Collections.unmodifiableMap(new TreeMap<>(schemaIds));
    }

    /** What can be done to a topic or subject. */
    public enum Kind {
        TOPIC_CREATED,
        TOPIC_CONFIG_CHANGED,
        /** The topic differs in what is never changed: partitions or replication. */
        TOPIC_DIFFERS,
        COMPATIBILITY_SET,
        SCHEMA_REGISTERED
    }

    /**
     * One thing done or noticed.
     *
     * @param target the topic or subject
     */
    public record Action(Kind kind, String target, String detail) {
        @Override
        public String toString() {
            return kind + " " + target + ": " + detail;
        }
    }

    /** Whether everything was in place already. */
    public boolean changedNothing() {
        return actions.stream().allMatch(action -> action.kind() == Kind.TOPIC_DIFFERS);
    }

    /** One line for each action. */
    @Override
    public String toString() {
        return actions.isEmpty()
                ? "topics and schemas were in place"
                : actions.stream().map(Action::toString).collect(Collectors.joining("\n"));
    }
}
