/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged while it is open, down to our own DEBUG and by Kafka too, stack traces included. */
public final class LogCapture implements AutoCloseable {
    private static final String KAFKA = "org.apache.kafka";
    private static final String OURS = "dev.chatstream";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(LogManager.class.getClassLoader(), false, null);
    private final LoggerConfig kafka = context.getConfiguration().getLoggerConfig(KAFKA);
    private final Level kafkaBefore = kafka.getLevel();
    private final LoggerConfig ours = context.getConfiguration().getLoggerConfig(OURS);
    private final Level oursBefore = ours.getLevel();
    private final Lines appender = new Lines();

    public LogCapture() {
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, Level.ALL, null);
        kafka.setLevel(Level.INFO);
        ours.setLevel(Level.DEBUG);
        context.updateLoggers();
    }

    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        kafka.setLevel(kafkaBefore);
        ours.setLevel(oursBefore);
        context.getConfiguration().getRootLogger().removeAppender(appender.getName());
        context.updateLoggers();
    }

    private final class Lines extends AbstractAppender {
        Lines() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            StringWriter text = new StringWriter();
            text.append(event.getLevel().name())
                    .append(' ')
                    .append(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            lines.add(text.toString());
        }
    }
}
