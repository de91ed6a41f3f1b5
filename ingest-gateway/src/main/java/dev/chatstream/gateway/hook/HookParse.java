/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.util.function.Function;

/** What a body turned out to be. */
public sealed interface HookParse {

    /** A hook. */
    record Parsed(ParsedHook hook) implements HookParse {
        @Override
        public <R> R fold(
                Function<? super ParsedHook, ? extends R> parsed,
                Function<? super ParsedEvent, ? extends R> event,
                Function<? super NotJson, ? extends R> notJson,
                Function<? super NotAHook, ? extends R> notAHook) {
            return parsed.apply(hook);
        }
    }

    /** One of the newer webhooks. */
    record Event(ParsedEvent event) implements HookParse {
        @Override
        public <R> R fold(
                Function<? super ParsedHook, ? extends R> parsed,
                Function<? super ParsedEvent, ? extends R> event,
                Function<? super NotJson, ? extends R> notJson,
                Function<? super NotAHook, ? extends R> notAHook) {
            return event.apply(this.event);
        }
    }

    /**
     * No JSON text in UTF-8.
     *
     * @param line where reading stopped, from 1
     * @param column byte of that line where reading stopped, from 1
     */
    record NotJson(int line, int column) implements HookParse {
        @Override
        public <R> R fold(
                Function<? super ParsedHook, ? extends R> parsed,
                Function<? super ParsedEvent, ? extends R> event,
                Function<? super NotJson, ? extends R> notJson,
                Function<? super NotAHook, ? extends R> notAHook) {
            return notJson.apply(this);
        }
    }

    /**
     * JSON, but without what a conversation or an event needs. Never holds a value of the body.
     *
     * @param pointer RFC 6901 pointer to the place; a very long one is cut
     * @param found what stands there
     * @param expected what must stand there
     */
    record NotAHook(String pointer, JsonKind found, String expected) implements HookParse {
        private static final int LONGEST_POINTER = 256;

        public NotAHook {
            if (pointer.length() > LONGEST_POINTER) {
                boolean inPair = Character.isHighSurrogate(pointer.charAt(LONGEST_POINTER - 1));
                pointer = pointer.substring(0, inPair ? LONGEST_POINTER - 1 : LONGEST_POINTER) + "…";
            }
        }

        @Override
        public <R> R fold(
                Function<? super ParsedHook, ? extends R> parsed,
                Function<? super ParsedEvent, ? extends R> event,
                Function<? super NotJson, ? extends R> notJson,
                Function<? super NotAHook, ? extends R> notAHook) {
            return notAHook.apply(this);
        }
    }

    /** Applies the function of the case that this is. */
    <R> R fold(
            Function<? super ParsedHook, ? extends R> parsed,
            Function<? super ParsedEvent, ? extends R> event,
            Function<? super NotJson, ? extends R> notJson,
            Function<? super NotAHook, ? extends R> notAHook);
}
