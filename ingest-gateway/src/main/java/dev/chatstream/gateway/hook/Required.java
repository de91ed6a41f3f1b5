/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value without which a body is no hook. Judged at the end only, because of duplicate keys the last counts. */
final class Required<T> {
    private final String pointer;
    private final String expected;
    private JsonKind found = JsonKind.MISSING;
    private @Nullable T value;

    Required(String pointer, String expected) {
        this.pointer = pointer;
        this.expected = expected;
    }

    void found(JsonKind kind, @Nullable T newValue) {
        found = kind;
        value = newValue;
    }

    Optional<HookParse.NotAHook> complaint() {
        return value == null ? Optional.of(new HookParse.NotAHook(pointer, found, expected)) : Optional.empty();
    }

    T get() {
        T present = value;
        if (present == null) {
            throw new IllegalStateException(pointer + " is missing");
        }
        return present;
    }
}
