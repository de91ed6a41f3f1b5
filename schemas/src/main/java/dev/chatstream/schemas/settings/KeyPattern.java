/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key of every entry of a map, for example {@code sources.*.token}, and its default. */
final class KeyPattern {
    private static final String NAME = "*";

    private final String pattern;
    private final Setting value;
    private final Pattern keys;
    private final Pattern variables;

    KeyPattern(String pattern, Setting value) {
        this.pattern = pattern;
        this.value = value;
        this.keys = compile(pattern, "([^.]+)");
        this.variables = compile(Variables.nameOf(pattern), "(.+)");
    }

    private static Pattern compile(String text, String name) {
        return Pattern.compile("\\Q" + text.replace(NAME, "\\E" + name + "\\Q") + "\\E");
    }

    String pattern() {
        return pattern;
    }

    Setting value() {
        return value;
    }

    boolean matches(String key) {
        return keys.matcher(key).matches();
    }

    /** This pattern's key for the entry that {@code key} seems to mean. */
    String withNamesOf(String key) {
        String[] segments = pattern.split("\\.");
        String[] given = key.split("\\.");
        for (int i = 0; i < Math.min(segments.length, given.length); i++) {
            if (segments[i].equals(NAME)) {
                segments[i] = given[i];
            }
        }
        return String.join(".", segments);
    }

    /** A key and the length of the entry's name in it: of several matches the one with the shortest name is meant. */
    record Match(String key, int nameLength) {}

    /** This pattern's key when it can have that environment variable; names become lower case with dashes. */
    Optional<Match> keyOfVariable(String variable) {
        return match(variable, "").or(() -> {
            boolean file = Masking.isSecret(pattern) && variable.endsWith(Variables.FILE_SUFFIX);
            return file ? match(Variables.withoutFileSuffix(variable), Settings.FILE_SUFFIX) : Optional.empty();
        });
    }

    private Optional<Match> match(String variable, String suffix) {
        Matcher matcher = variables.matcher(variable);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String key = pattern;
        int length = 0;
        for (int i = 1; i <= matcher.groupCount(); i++) {
            String name = matcher.group(i).toLowerCase(Locale.ROOT).replace('_', '-');
            length += name.length();
            key = key.replaceFirst(Pattern.quote(NAME), Matcher.quoteReplacement(name));
        }
        return Optional.of(new Match(key + suffix, length));
    }
}
