/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rebuild;

import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A topic that is read again and again, each time up to where it ends at that moment. */
public interface RecordLog {

    String topic();

    /**
     * Shows keys and values of every record that was not shown yet.
     *
     * @param progress told how many records are left, now and then
     */
    void readToEnd(BiConsumer<byte @Nullable [], byte @Nullable []> visitor, LongConsumer progress);
}
