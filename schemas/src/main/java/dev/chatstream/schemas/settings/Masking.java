/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides by its name whether a setting is a secret, and hides what must not be shown. */
final class Masking {
    /** What is shown in a secret's place. */
    static final String MASK = "****";

    private static final Set<String> SECRET_WORDS = Set.of("jaas", "key", "apikey");
    /** The name of a section of tokens makes no secret of everything in it. */
    private static final Pattern SECRET_PARTS = Pattern.compile("password|passphrase|secret|token(?!s\\.)|user\\.info");

    private static final Pattern WORD_ENDS = Pattern.compile("[._-]");
    private static final Pattern USER_OF_URL = Pattern.compile("://[^/@\\s]*@");

    private Masking() {}

    /** A key with the suffix {@code -file} names a file and is no secret itself. */
    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.endsWith(Settings.FILE_SUFFIX)) {
            return false;
        }
        return SECRET_PARTS.matcher(lower).find()
                || Arrays.stream(WORD_ENDS.split(lower)).anyMatch(SECRET_WORDS::contains);
    }

    /** The value as it may be shown: secrets as a mask, URLs without user and password. */
    static String shown(String key, String value) {
        if (isSecret(key) && !value.isEmpty()) {
            return MASK;
        }
        return USER_OF_URL.matcher(value).replaceAll("://" + MASK + "@");
    }
}
