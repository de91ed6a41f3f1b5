/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what has no place in the conversation, by pointer, and bounds what is collected of a body in all: many tiny
 * parts, or such with long pointers, would otherwise make a small body large.
 */
final class Unknown {
    /** Parts of a body: elements of lists and maps, and unknown fields, overwritten ones included. */
    static final int MOST_PARTS = 200_000;

    private final TreeMap<String, String> texts = new TreeMap<>();
    private final int most;
    private long size;
    private int puts;
    private int parts;
    private HookParse.@Nullable NotAHook overflow;

    /**
     * Keeps nothing yet.
     *
     * @param most characters that all pointers and texts may have together
     */
    Unknown(int most) {
        this.most = most;
    }

    /** Whether more was to be kept than allowed: the body is refused, so nothing more need be kept. */
    boolean isFull() {
        return overflow != null;
    }

    void put(String pointer, String text, JsonKind kind) {
        size += pointer.length() + (long) text.length();
        puts++;
        if (size > most) {
            refuse(pointer, kind, "unknown fields of at most " + most + " characters in all, pointers included");
        } else if (admitsPart()) {
            texts.put(pointer, text);
        } else {
            refusePart(pointer, kind);
        }
    }

    /** Counts one more part; false when there are too many, or the body is refused anyway. */
    boolean admitsPart() {
        parts++;
        return parts <= MOST_PARTS && !isFull();
    }

    /** The body is refused, because the part there is one too many. */
    void refusePart(String pointer, JsonKind kind) {
        refuse(pointer, kind, "at most " + MOST_PARTS + " messages, paths, variables and unknown fields together");
    }

    private void refuse(String pointer, JsonKind kind, String expected) {
        if (overflow == null) {
            overflow = new HookParse.NotAHook(pointer, kind, expected);
        }
    }

    /** How often something was kept so far. */
    int puts() {
        return puts;
    }

    /** Drops what was kept at and below the place: of duplicate keys the last counts. */
    void forget(String pointer) {
        texts.remove(pointer);
        texts.subMap(pointer + "/", pointer + "0").clear();
    }

    /** Everything kept, in the order of the pointers, so that equal bodies give equal records. */
    Map<String, String> texts() {
        return texts;
    }

    /** Set when more was to be kept than allowed. */
    HookParse.@Nullable NotAHook overflow() {
        return overflow;
    }
}
