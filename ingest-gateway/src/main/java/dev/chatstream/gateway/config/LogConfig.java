/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.util.Set;

/**
 * How the log looks.
 *
 * @param format text or json
 * @param level of the gateway's own loggers
 */
public record LogConfig(String format, String level) {
    private static final Set<String> FORMATS = Set.of("text", "json");
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG");

    public LogConfig {
        Check.that(FORMATS.contains(format), "log.format", '"' + format + '"', "text or json");
        Check.that(LEVELS.contains(level), "log.level", '"' + level + '"', "ERROR, WARN, INFO or DEBUG");
    }

    public static LogConfig from(Settings settings) {
        return new LogConfig(settings.string("log.format"), settings.string("log.level"));
    }

    /** Nothing is logged: what is to be said is printed otherwise. To be called before the first line, as well. */
    public void applyQuietly() {
        System.setProperty("gateway.log.format", format);
        System.setProperty("gateway.log.level", "OFF");
        System.setProperty("gateway.log.others", "OFF");
    }

    /** Tells the logging library, which reads it when the first line is written: to be called before. */
    public void apply() {
        System.setProperty("gateway.log.format", format);
        System.setProperty("gateway.log.level", level);
    }
}
