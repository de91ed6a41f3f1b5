/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A published hook. The samples are of 2015, older than what aggregates keep, so they are moved in time before they are
 * posted: every instant by the same amount, every other byte as it was.
 */
public final class Sample {
    public static final String CURRENT = "hook-current";
    public static final String LEGACY = "hook-legacy";
    public static final String MISSED = "hook-missed";
    public static final String OFFLINE = "hook-offline";

    private static final Pattern INSTANT = Pattern.compile("(\"(?:beginAt|endAt|sentAt)\": *)(\\d+)");
    private static final Pattern END = Pattern.compile("\"endAt\": *(\\d+)");

    private Sample() {}

    /** The sample exactly as it was published. */
    public static String published(String name) {
        try (InputStream stream = Sample.class.getResourceAsStream("/samples/" + name + ".json")) {
            if (stream == null) {
                throw new IllegalArgumentException("no sample " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample as if its conversation had ended at {@code end}. */
    public static String endingAt(String name, Instant end) {
        String published = published(name);
        Matcher endAt = END.matcher(published);
        if (!endAt.find()) {
            throw new IllegalArgumentException("sample " + name + " has no endAt");
        }
        long shift = end.toEpochMilli() - Long.parseLong(endAt.group(1));
        return INSTANT.matcher(published)
                .replaceAll(found -> found.group(1) + (Long.parseLong(found.group(2)) + shift));
    }
}
