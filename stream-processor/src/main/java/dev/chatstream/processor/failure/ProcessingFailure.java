/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

import org.jspecify.annotations.Nullable;

/**
 * A fault that nobody foresaw, without its words: a library's message may quote the record. The kinds of exceptions and
 * the lines that threw them are left, and the words of this program's own.
 */
public final class ProcessingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String OURS = "dev.chatstream.";
    private static final int DEEPEST = 10;

    private ProcessingFailure(String message, @Nullable ProcessingFailure cause, StackTraceElement[] lines) {
        super(message, cause, false, true);
        setStackTrace(lines);
    }

    /**
     * The same fault without foreign words.
     *
     * @param where operator, topic, partition and offset, as far as they are known
     */
    public static ProcessingFailure at(String where, Throwable fault) {
        return new ProcessingFailure(where + ": " + told(fault), causeOf(fault, DEEPEST), fault.getStackTrace());
    }

    private static @Nullable ProcessingFailure causeOf(Throwable fault, int deepest) {
        Throwable cause = fault.getCause();
        return cause == null || deepest == 0
                ? null
                : new ProcessingFailure(told(cause), causeOf(cause, deepest - 1), cause.getStackTrace());
    }

    private static String told(Throwable fault) {
        String kind = fault.getClass().getName();
        return kind.startsWith(OURS) && fault.getMessage() != null ? kind + ": " + fault.getMessage() : kind;
    }
}
