/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what the gateway does not know, by where it stood. Names in bodies are chosen by senders: there are never more
 * than so many paths, names of variables are left out, and a name that might be a text or an address is not shown.
 */
public final class UnknownFields {
    static final int MOST_PATHS = 200;
    static final String OTHER = "other";

    private static final int MOST_OF_A_BODY = 1_000;
    private static final int LONGEST_POINTER = 256;
    private static final int LONGEST_NAME = 64;
    private static final String VARIABLES = "/visitor/variables";

    private final MeterRegistry meters;
    private final Counter other;
    private final Map<String, Counter> byPath = new ConcurrentHashMap<>();

    public UnknownFields(MeterRegistry meters) {
        this.meters = meters;
        this.other = counter(OTHER);
    }

    /** Counts what was kept as unknown of one body. */
    void seen(Collection<String> pointers) {
        int counted = 0;
        for (String pointer : pointers) {
            if (counted++ == MOST_OF_A_BODY) {
                other.increment((double) pointers.size() - MOST_OF_A_BODY);
                return;
            }
            of(pointer).increment();
        }
    }

    /**
     * Takes no lock once as many paths are known as there may be, or one sender's junk would hold up all the others.
     */
    private Counter of(String pointer) {
        String path = pointer.length() > LONGEST_POINTER ? OTHER : path(pointer);
        if (path.equals(OTHER)) {
            return other;
        }
        Counter known = byPath.get(path);
        if (known != null) {
            return known;
        }
        return byPath.size() < MOST_PATHS ? learn(path) : other;
    }

    private synchronized Counter learn(String path) {
        return byPath.size() < MOST_PATHS || byPath.containsKey(path)
                ? byPath.computeIfAbsent(path, this::counter)
                : other;
    }

    private Counter counter(String path) {
        return Counter.builder("chatstream.gateway.unknown.fields")
                .description("values kept in unknown, by where they stood")
                .tag("path", path)
                .register(meters);
    }

    /** The pointer with a star for every index, number and name of a variable. */
    static String path(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String name : pointer.substring(1).split("/", -1)) {
            boolean variable = path.length() == VARIABLES.length() && path.indexOf(VARIABLES) == 0;
            if (variable || isNumber(name)) {
                path.append("/*");
            } else if (isPlain(name)) {
                path.append('/').append(name);
            } else {
                return OTHER;
            }
        }
        return path.toString();
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isPlain(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0;
    }
}
