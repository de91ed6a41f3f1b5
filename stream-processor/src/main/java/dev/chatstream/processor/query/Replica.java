/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

/** Which state of a partition may answer. */
public enum Replica {
    /** Only the one that hooks are processed with. */
    ACTIVE,
    /** That one, or a close copy of it, whose answers are marked stale. */
    COPY
}
