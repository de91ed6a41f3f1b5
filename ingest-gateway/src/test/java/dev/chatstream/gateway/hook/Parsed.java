/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

/** Hooks and deliveries for tests of the other packages. */
public final class Parsed {
    private Parsed() {}

    /** The hook in a body that is one. */
    public static ParsedHook hook(String text) {
        return ((HookParse.Parsed) new HookParser(1_000_000).parse(HookTexts.bytes(text))).hook();
    }

    /** The event in a body that is one. */
    public static ParsedEvent event(String text) {
        return ((HookParse.Event) new HookParser(1_000_000).parse(HookTexts.bytes(text))).event();
    }
}
