/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.schemas.settings.Settings;
import java.util.Set;

/**
 * How the log looks.
 *
 * @param format text or json
 * @param level of the processor's own loggers
 */
public record LogConfig(String format, String level) {
    private static final Set<String> FORMATS = Set.of("text", "json");
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG");

    public static LogConfig from(Settings settings) {
        return new LogConfig(
                oneOf(settings, "log.format", FORMATS, "text or json"),
                oneOf(settings, "log.level", LEVELS, "ERROR, WARN, INFO or DEBUG"));
    }

    private static String oneOf(Settings settings, String key, Set<String> words, String expected) {
        String word = settings.string(key);
        if (!words.contains(word)) {
            throw settings.wrong(key, expected);
        }
        return word;
    }

    /** Tells the logging library, which reads it when the first line is written: to be called before. */
    public void apply() {
        System.setProperty("processor.log.format", format);
        System.setProperty("processor.log.level", level);
    }

    /** Nothing is logged: what is to be said is printed otherwise. To be called before the first line, as well. */
    public void applyQuietly() {
        System.setProperty("processor.log.format", format);
        System.setProperty("processor.log.level", "OFF");
        System.setProperty("processor.log.others", "OFF");
    }
}
