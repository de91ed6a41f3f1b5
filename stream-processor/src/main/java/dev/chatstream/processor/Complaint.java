/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import dev.chatstream.schemas.settings.SettingsException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;

/** A start that fails says on stderr what is wrong: one message for what an operator can mend, else a stack trace. */
final class Complaint implements CommandLine.IExecutionExceptionHandler {
    private static final int WRONG_SETTINGS = 2;
    private static final int CANNOT_START = 1;

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof SettingsException || e instanceof ConfigException) {
            command.getErr().println("stream-processor: wrong settings\n" + e.getMessage());
            return WRONG_SETTINGS;
        }
        if (e instanceof StartException) {
            command.getErr().println("stream-processor: cannot start: " + e.getMessage());
        } else {
            e.printStackTrace(command.getErr());
        }
        return CANNOT_START;
    }
}
