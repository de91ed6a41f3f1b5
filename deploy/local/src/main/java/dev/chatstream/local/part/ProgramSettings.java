/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings of our programs beyond those that every local run gives them; they count more, and the last counts most. */
public final class ProgramSettings {
    /** Nothing beyond. */
    public static final ProgramSettings NONE = new ProgramSettings(List.of());

    private static final Set<PartName> PROGRAMS = EnumSet.of(PartName.PROCESSOR, PartName.GATEWAY);
    private static final Pattern KEY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    private final List<Setting> settings;

    private ProgramSettings(List<Setting> settings) {
        this.settings = List.copyOf(settings);
    }

    /** These and one more. */
    public ProgramSettings with(PartName part, String key, String value) {
        List<Setting> more = new ArrayList<>(settings);
        more.add(new Setting(part, key, value));
        return new ProgramSettings(more);
    }

    /** Lines for the part's configuration file. */
    String text(PartName part) {
        return settings.stream()
                .filter(setting -> setting.part() == part)
                .map(setting -> setting.key() + " = " + quoted(setting.value()) + "\n")
                .collect(Collectors.joining());
    }

    /** As JSON, and so HOCON, writes text. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private record Setting(PartName part, String key, String value) {
        Setting {
            if (!PROGRAMS.contains(part)) {
                throw new IllegalArgumentException(
                        "part of a setting: " + part.label() + " (expected: one of " + PROGRAMS + ")");
            }
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "key of a setting: " + key + " (expected: words of lower-case letters and digits, with dots)");
            }
        }
    }
}
