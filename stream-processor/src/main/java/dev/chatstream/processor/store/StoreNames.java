/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.processor.aggregate.Granularity;
import java.util.List;

/** Names of the state stores; part of the names of their changelog topics, so never changed. */
public final class StoreNames {
    /** Revisions of each conversation, the accounts, and how far the partition is processed. */
    public static final String CONVERSATION = "conversation";

    /** Panes of a minute. */
    public static final String MINUTE = "minute";

    /** Panes of a quarter of an hour. */
    public static final String QUARTER = "quarter";

    /** No content: the moment before a commit. */
    public static final String BEFORE_COMMIT = "before-commit";

    /** Whose rolling values are published, and which. */
    public static final String ROLLING = "rolling";

    private StoreNames() {}

    /** Those with content, which Kafka keeps too, each in a changelog topic. */
    public static List<String> all() {
        return List.of(CONVERSATION, MINUTE, QUARTER, ROLLING);
    }

    public static String of(Granularity granularity) {
        return granularity == Granularity.MINUTE ? MINUTE : QUARTER;
    }
}
