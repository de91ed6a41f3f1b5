/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.trace;

/** One hook's spans, from its arrival until {@link #end}. */
public interface HookTrace {

    /** What the hook's record carries on: W3C's name for the span in which it is published. */
    String traceparent();

    /**
     * Ends the spans.
     *
     * @param outcome the one word for what became of the hook
     * @param status of the answer
     */
    void end(String outcome, int status);
}
