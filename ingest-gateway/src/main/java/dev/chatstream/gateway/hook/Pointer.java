/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.function.UnaryOperator;

/**
 * Writes RFC 6901 pointers. One extension: a lone surrogate in a member's name is written {@code ~uXXXX}, which no
 * other name can yield, because a tilde is otherwise always followed by 0 or 1.
 */
final class Pointer {
    private Pointer() {}

    /**
     * Pointer to the value that the context stands at.
     *
     * @param names from the parser's names to the body's
     */
    static String of(JsonStreamContext context, UnaryOperator<String> names) {
        StringBuilder pointer = new StringBuilder();
        append(pointer, context, names);
        return pointer.toString();
    }

    private static void append(StringBuilder pointer, JsonStreamContext context, UnaryOperator<String> names) {
        if (context.inRoot()) {
            return;
        }
        append(pointer, context.getParent(), names);
        if (context.inArray()) {
            pointer.append('/').append(context.getCurrentIndex());
        } else {
            escape(pointer.append('/'), names.apply(context.getCurrentName()));
        }
    }

    /** Writes a member's name. */
    static void escape(StringBuilder pointer, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '~') {
                pointer.append("~0");
            } else if (c == '/') {
                pointer.append("~1");
            } else if (Surrogates.isLone(name, i)) {
                pointer.append("~u").append(String.format("%04X", (int) c));
            } else {
                pointer.append(c);
            }
        }
    }
}
