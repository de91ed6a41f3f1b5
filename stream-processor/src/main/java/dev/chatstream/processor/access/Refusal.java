/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

/** Why a request was not let in. */
public enum Refusal {
    NOTHING_SHOWN("nothing", "without a token"),
    UNKNOWN_TOKEN("token", "with an unknown token"),
    NO_SUCH_SESSION("session", "with a session that is over or unknown"),
    ACCOUNT("account", "for an account that the token does not list"),
    NOT_ALL_ACCOUNTS("all", "for what is about all accounts, with a token that lists some"),
    FOREIGN_PAGE("page", "to sign in or out from another site's page");

    private final String kind;
    private final String words;

    Refusal(String kind, String words) {
        this.kind = kind;
        this.words = words;
    }

    /** A word for it, for metrics. */
    public String kind() {
        return kind;
    }

    /** What the request was, for people. */
    public String words() {
        return words;
    }
}
