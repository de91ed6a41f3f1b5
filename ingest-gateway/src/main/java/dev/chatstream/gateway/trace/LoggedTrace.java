/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.trace;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Lets lines of the log name the trace of the hook that they are about. */
public final class LoggedTrace {
    /** Under which the log's formats look for it. */
    public static final String KEY = "trace.id";

    private LoggedTrace() {}

    /** Works so that lines written meanwhile by this thread name the trace; as ever, when there is none. */
    public static void around(Optional<String> traceId, Runnable work) {
        within(traceId, () -> {
            work.run();
            return traceId;
        });
    }

    /** Like {@link #around}, with a result. */
    public static <T> T within(Optional<String> traceId, Supplier<T> work) {
        @Nullable String before = MDC.get(KEY);
        traceId.ifPresent(id -> MDC.put(KEY, id));
        try {
            return work.get();
        } finally {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }
}
