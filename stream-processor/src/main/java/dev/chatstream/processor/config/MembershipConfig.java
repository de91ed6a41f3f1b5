/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.schemas.settings.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How an instance belongs to the group that shares the partitions.
 *
 * @param instanceId name under which it is known again after a restart; empty when each start is a new member
 * @param standbyReplicas instances that keep a copy of each partition's state
 * @param leaves whether a stop gives its partitions away
 */
public record MembershipConfig(Optional<String> instanceId, int standbyReplicas, Leaves leaves) {
    /** Kafka Streams appends the number of the thread; the name ends up in names of metrics. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** Long enough for a pause of the machine, short enough to be waited for. */
    private static final Duration UNTIL_A_STRANGER_IS_GIVEN_UP = Duration.ofSeconds(15);

    /** As long as a stop and a start take, with some room: nobody takes over meanwhile. */
    private static final Duration UNTIL_A_NAMED_ONE_IS_GIVEN_UP = Duration.ofSeconds(60);

    /** Time between two, unless set otherwise. */
    static final Duration HEARTBEATS = Duration.ofSeconds(3);

    /** Whether a stop gives the partitions away at once. */
    public enum Leaves {
        /** Without a name of its own yes, since a start would not get them back; with one no. */
        AUTO,
        ALWAYS,
        NEVER
    }

    static MembershipConfig from(Settings settings) {
        Optional<String> instanceId = settings.optionalString("instance.id");
        if (instanceId.isPresent() && !NAME.matcher(instanceId.get()).matches()) {
            throw settings.wrong("instance.id", "letters, digits, '.', '_' and '-', 200 of them at most");
        }
        return new MembershipConfig(instanceId, settings.integer("standby.replicas", 0, 10), leaves(settings));
    }

    private static Leaves leaves(Settings settings) {
        for (Leaves leaves : Leaves.values()) {
            if (leaves.name().toLowerCase(Locale.ROOT).equals(settings.string("drain.leaves.group"))) {
                return leaves;
            }
        }
        throw settings.wrong("drain.leaves.group", "auto, always or never");
    }

    /** Whether a stop gives the partitions to the other instances at once, instead of waiting for the next start. */
    public boolean leavesGroup() {
        return switch (leaves) {
            case AUTO -> instanceId.isEmpty();
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /** How long the group waits for an instance of which it hears nothing, unless set otherwise. */
    Duration session() {
        return instanceId.isPresent() ? UNTIL_A_NAMED_ONE_IS_GIVEN_UP : UNTIL_A_STRANGER_IS_GIVEN_UP;
    }

    /** Settings of the consumer that follow from it, under its own names. */
    Map<String, Object> consumerDefaults() {
        Map<String, Object> properties = new TreeMap<>();
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session().toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEATS.toMillis());
        instanceId.ifPresent(id -> properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        return properties;
    }
}
