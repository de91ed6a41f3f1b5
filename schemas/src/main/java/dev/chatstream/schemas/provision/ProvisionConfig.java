/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import dev.chatstream.schemas.topic.TopicNames;
import java.time.Duration;

/**
 * What is to be made.
 *
 * @param names names of the topics
 * @param partitions of every topic that does not exist yet
 * @param replication copies of every topic that does not exist yet; from 3 on, two of them must have a record
 * @param maxMessageBytes largest record, see {@link TopicNames#maxMessageBytes}
 * @param timeout for each request to Kafka
 */
public record ProvisionConfig(
        TopicNames names, int partitions, int replication, int maxMessageBytes, Duration timeout) {
    public static final int DEFAULT_PARTITIONS = 12;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int REPLICATION_TO_SPARE_ONE = 3;

    public ProvisionConfig {
        check(partitions > 0, "partitions", partitions, "1 or more");
        check(replication > 0 && replication <= Short.MAX_VALUE, "replication", replication, "1 or more");
        check(maxMessageBytes > 0, "maxMessageBytes", maxMessageBytes, "1 or more");
        check(!timeout.isNegative() && !timeout.isZero(), "timeout", timeout, "more than nothing");
    }

    /** Default partitions and timeout. */
    public static ProvisionConfig of(TopicNames names, int replication, int maxMessageBytes) {
        return new ProvisionConfig(names, DEFAULT_PARTITIONS, replication, maxMessageBytes, DEFAULT_TIMEOUT);
    }

    /** How many copies must have a record before it counts as stored. */
    int minInSyncReplicas() {
        return replication >= REPLICATION_TO_SPARE_ONE ? 2 : 1;
    }

    private static void check(boolean good, String name, Object value, String expectation) {
        if (!good) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expectation + ")");
        }
    }
}
