/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

/**
 * Why the program ends by itself, and with which exit code.
 *
 * @param reason for an operator; names no content of a record
 */
public record Ending(int exitCode, String reason) {
    /** Something failed that nobody foresaw. */
    public static final int FAILED = 1;

    /** A start by itself would meet the same again: a person must look first. */
    public static final int NEEDS_A_PERSON = 3;

    private static final int DEEPEST = 30;

    /** What a stream thread's failure means. */
    public static Ending of(Throwable failure) {
        return because("the processing failed: ", failure);
    }

    /** What it means that Kafka Streams could not even be started. */
    public static Ending ofStart(Throwable failure) {
        return because("Kafka Streams cannot start: ", failure);
    }

    private static Ending because(String what, Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; depth < DEEPEST && deepest.getCause() != null; depth++) {
            if (deepest instanceof DlqBreaker.Open || deepest instanceof ProcessingFailure) {
                break;
            }
            deepest = deepest.getCause();
        }
        int code = deepest instanceof DlqBreaker.Open ? NEEDS_A_PERSON : FAILED;
        return new Ending(code, what + told(deepest));
    }

    private static String told(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}
