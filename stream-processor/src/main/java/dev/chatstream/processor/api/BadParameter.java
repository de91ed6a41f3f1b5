/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import java.io.Serial;

/** A request's parameter cannot be used. Carries the problem to answer with. */
final class BadParameter extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BadParameter(String name, String expected) {
        this(Problem.badParameter(name, expected));
    }

    BadParameter(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
