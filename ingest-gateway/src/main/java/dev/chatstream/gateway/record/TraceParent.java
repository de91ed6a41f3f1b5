/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** W3C trace context: tells a {@code traceparent} that may be passed on from one that must be dropped. */
public final class TraceParent {
    static final String HEADER = "traceparent";

    private static final int LENGTH = 55;
    private static final int VERSION = 0;
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    private TraceParent() {}

    /** The trace's id; empty when the header is not valid. */
    public static Optional<String> traceId(String header) {
        return isValid(header) ? Optional.of(header.substring(TRACE, SPAN - 1)) : Optional.empty();
    }

    /** The trace's id out of a record's headers; empty when there is none. */
    public static Optional<String> traceId(Map<String, byte[]> headers) {
        byte @Nullable [] header = headers.get(HEADER);
        return header == null ? Optional.empty() : traceId(new String(header, StandardCharsets.US_ASCII));
    }

    static boolean isValid(String header) {
        if (header.length() < LENGTH || (header.length() > LENGTH && header.charAt(LENGTH) != '-')) {
            return false;
        }
        boolean dashes =
                header.charAt(TRACE - 1) == '-' && header.charAt(SPAN - 1) == '-' && header.charAt(FLAGS - 1) == '-';
        return dashes
                && isVersion(header.substring(VERSION, TRACE - 1), header.length())
                && isId(header.substring(TRACE, SPAN - 1))
                && isId(header.substring(SPAN, FLAGS - 1))
                && isHex(header.substring(FLAGS, LENGTH));
    }

    private static boolean isVersion(String version, int length) {
        return isHex(version) && !version.equals("ff") && (length == LENGTH || !version.equals("00"));
    }

    private static boolean isId(String id) {
        return isHex(id) && id.chars().anyMatch(c -> c != '0');
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
