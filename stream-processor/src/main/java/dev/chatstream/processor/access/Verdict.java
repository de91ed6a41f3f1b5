/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import java.util.function.Function;

/** What came of looking at what a request shows. */
public sealed interface Verdict {
    record Admitted(Reader reader) implements Verdict {}

    record Refused(Refusal reason) implements Verdict {}

    default <R> R fold(Function<Reader, R> admitted, Function<Refusal, R> refused) {
        return this instanceof Admitted let ? admitted.apply(let.reader()) : refused.apply(((Refused) this).reason());
    }
}
