/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import java.util.Locale;

/** Why another instance has not answered. */
public enum Silence {
    NOT_HERE("does not have the state, or is too busy"),
    UNREACHABLE("cannot be reached"),
    LATE("did not answer in time"),
    BUSY("is asked too much already"),
    REFUSED("refuses this instance's cluster.token"),
    UNUSABLE("gave an answer that is none");

    private final String words;

    Silence(String words) {
        this.words = words;
    }

    /** For people, after a name. */
    public String words() {
        return words;
    }

    /** In metrics. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
