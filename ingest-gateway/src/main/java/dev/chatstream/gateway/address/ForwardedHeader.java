/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code Forwarded} (RFC 7239). Strict, so that no sender can hide what a proxy added behind its own words. */
final class ForwardedHeader {
    /** Stands for a hop that does not say who asked. */
    private static final String NOBODY = "unknown";

    private final List<String> nodes;
    private final String line;
    private int at;

    private ForwardedHeader(String line, List<String> nodes) {
        this.line = line;
        this.nodes = nodes;
    }

    /** For whom each hop forwarded, in their order; empty when a line is malformed. */
    static Optional<List<String>> nodes(List<String> lines) {
        List<String> nodes = new ArrayList<>();
        boolean sound = lines.stream().allMatch(line -> new ForwardedHeader(line, nodes).read());
        return sound ? Optional.of(nodes) : Optional.empty();
    }

    private boolean read() {
        do {
            if (!readHop()) {
                return false;
            }
        } while (skip(','));
        return at == line.length();
    }

    private boolean readHop() {
        @Nullable String node = null;
        do {
            skipSpace();
            String name = token();
            @Nullable String value = !name.isEmpty() && skip('=') ? value() : null;
            boolean forWhom = name.equalsIgnoreCase("for");
            if (value == null || value.isEmpty() || (forWhom && node != null)) {
                return false;
            }
            node = forWhom ? value : node;
            skipSpace();
        } while (skip(';'));
        nodes.add(node == null ? NOBODY : node);
        return true;
    }

    private @Nullable String value() {
        return skip('"') ? restOfQuoted() : token();
    }

    /** Null when the quotation does not end. */
    private @Nullable String restOfQuoted() {
        StringBuilder text = new StringBuilder();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return text.toString();
            }
            if (c == '\\' && at < line.length()) {
                c = line.charAt(at++);
            }
            text.append(c);
        }
        return null;
    }

    /** More than tokens are: some proxies leave out the quotes around a port. */
    private String token() {
        int start = at;
        while (at < line.length() && line.charAt(at) > ' ' && ",;=\"".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(start, at);
    }

    private boolean skip(char c) {
        boolean there = at < line.length() && line.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void skipSpace() {
        while (skip(' ') || skip('\t')) {
            // goes on
        }
    }
}
