/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the spool's one thread is asked to do. */
sealed interface SpoolTask {

    /** Write an entry down. */
    record Append(PendingAppend pending) implements SpoolTask {}

    /** Forget a row that Kafka has. */
    record Remove(long sequence, Departure where) implements SpoolTask {}

    /** Keep a row where nothing reads it but a person. */
    record SetAside(long sequence, String why) implements SpoolTask {}

    /** Read rows; see {@link Spool#read}. */
    record Read(long after, int most, long bytes, CompletableFuture<List<SpooledHook>> found) implements SpoolTask {}

    /** Look whether it is time to stop. */
    record Wake() implements SpoolTask {}
}
