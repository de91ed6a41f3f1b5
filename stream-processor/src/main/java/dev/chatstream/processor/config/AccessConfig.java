/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.processor.access.Access;
import dev.chatstream.processor.access.Token;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may ask the query API.
 *
 * @param tokens one of which must be shown; none when nobody needs one
 * @param session how long a browser stays signed in
 */
public record AccessConfig(List<Token> tokens, Duration session) {
    private static final String TOKENS = "api.tokens";
    private static final String SESSION = "api.session";
    private static final String ALL = "*";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    public AccessConfig {
        tokens = List.copyOf(tokens);
    }

    static AccessConfig from(Settings settings) {
        Duration session = settings.duration(SESSION);
        if (session.compareTo(SHORTEST) < 0 || session.compareTo(LONGEST) > 0) {
            throw settings.wrong(SESSION, "1m to 30d");
        }
        Map<String, String> seen = new HashMap<>();
        List<Token> tokens = new ArrayList<>();
        for (String name : settings.children(TOKENS)) {
            if (!Token.isName(name)) {
                throw wrong(TOKENS + "." + name, "a token of this name", Token.NAME_FORM);
            }
            tokens.add(new Token(name, inTurn(settings, name, seen), access(settings, key(name, "accounts"))));
        }
        return new AccessConfig(tokens, session);
    }

    /** The token in force and the one before it, which is good as long as it is set. */
    private static List<String> inTurn(Settings settings, String name, Map<String, String> seen) {
        List<String> inTurn = new ArrayList<>();
        inTurn.add(token(settings, key(name, "token"), seen).orElseThrow(() -> wrong(key(name, "token"), Token.FORM)));
        token(settings, key(name, "previous.token"), seen).ifPresent(inTurn::add);
        return inTurn;
    }

    private static Optional<String> token(Settings settings, String key, Map<String, String> seen) {
        Optional<String> token = settings.secret(key);
        token.ifPresent(text -> {
            if (!Token.isToken(text)) {
                throw wrong(key, text.isEmpty() ? "nothing" : "****", Token.FORM);
            }
            String other = seen.putIfAbsent(text, key);
            if (other != null) {
                throw wrong(key, "****", "another one than " + other);
            }
        });
        return token;
    }

    /** Said in any case: left out, it must not mean all, and a token that opens nothing is a mistake. */
    private static Access access(Settings settings, String key) {
        List<String> listed = settings.strings(key);
        if (listed.equals(List.of(ALL))) {
            return Access.ALL;
        }
        Set<Long> accounts = new TreeSet<>();
        for (String account : listed) {
            try {
                accounts.add(Long.parseLong(account));
            } catch (NumberFormatException e) {
                throw settings.wrong(key, "numbers of accounts, separated by commas, or * alone");
            }
        }
        if (accounts.isEmpty()) {
            throw settings.wrong(key, "the accounts that the token may read, or * for all");
        }
        return Access.to(accounts);
    }

    private static String key(String name, String key) {
        return TOKENS + "." + name + "." + key;
    }

    private static SettingsException wrong(String key, String found, String expected) {
        return new SettingsException(key + ": " + found + " (expected: " + expected + ")");
    }

    /** Where nothing is set. */
    private static SettingsException wrong(String key, String expected) {
        return wrong(key, "nothing", expected);
    }
}
