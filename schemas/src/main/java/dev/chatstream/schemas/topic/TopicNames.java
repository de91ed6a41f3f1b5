/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.topic;

import java.util.regex.Pattern;

/**
 * Full names of the topics under one prefix.
 *
 * @param prefix put before every base name, for example {@code smartsupp.}
 */
public record TopicNames(String prefix) {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{0,200}");

    /** The names of the documentation. Stands below what its constructor uses. */
    public static final TopicNames DEFAULT = new TopicNames("smartsupp.");

    public TopicNames {
        if (!LEGAL.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "topic.prefix: " + prefix + " (expected: at most 200 letters, digits, '.', '_' or '-')");
        }
    }

    public String of(Topic topic) {
        return prefix + topic.baseName();
    }

    /** Registry subject of the topic's value. */
    public String subjectOf(Topic topic) {
        return of(topic) + "-value";
    }

    /**
     * Largest record of any topic for bodies up to {@code maxBody} bytes: twice the body and 64 KiB for the envelope.
     */
    public static int maxMessageBytes(int maxBody) {
        return Math.addExact(Math.multiplyExact(2, maxBody), 64 * 1024);
    }
}
