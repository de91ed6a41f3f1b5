/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.gateway.hook.ParsedEvent;
import dev.chatstream.gateway.hook.ParsedHook;
import java.util.Map;
import java.util.function.Function;

/** What a body is to be kept as. */
public sealed interface Verdict {

    /** A hook that may come from where it came. */
    record Hook(ParsedHook hook) implements Verdict {
        @Override
        public <R> R fold(
                Function<? super ParsedHook, ? extends R> hook,
                Function<? super ParsedEvent, ? extends R> event,
                Function<? super Rejection, ? extends R> rejected) {
            return hook.apply(this.hook);
        }
    }

    /** An event that may come from where it came. */
    record Event(ParsedEvent event) implements Verdict {
        @Override
        public <R> R fold(
                Function<? super ParsedHook, ? extends R> hook,
                Function<? super ParsedEvent, ? extends R> event,
                Function<? super Rejection, ? extends R> rejected) {
            return event.apply(this.event);
        }
    }

    /** For quarantine. */
    record Rejected(Rejection rejection) implements Verdict {
        @Override
        public <R> R fold(
                Function<? super ParsedHook, ? extends R> hook,
                Function<? super ParsedEvent, ? extends R> event,
                Function<? super Rejection, ? extends R> rejected) {
            return rejected.apply(rejection);
        }
    }

    /** What has no place in the record, by pointer; nothing for what is rejected. */
    default Map<String, String> unknown() {
        return fold(ParsedHook::unknown, ParsedEvent::unknown, rejection -> Map.of());
    }

    /** Applies the function of the case that this is. */
    <R> R fold(
            Function<? super ParsedHook, ? extends R> hook,
            Function<? super ParsedEvent, ? extends R> event,
            Function<? super Rejection, ? extends R> rejected);
}
