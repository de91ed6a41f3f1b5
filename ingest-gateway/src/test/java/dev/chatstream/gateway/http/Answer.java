/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An answer, however it was received.
 *
 * @param headers by name in lower case
 */
record Answer(int status, Map<String, String> headers, String body) {
    private static final String CRLF = "\r\n";

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.headers().map().entrySet().stream()
                        .collect(Collectors.toMap(
                                header -> header.getKey().toLowerCase(Locale.ROOT),
                                header -> header.getValue().get(0))),
                response.body());
    }

    /** The first answer in what a connection brought; empty when there is none. */
    static Optional<Answer> of(String text) {
        if (text.startsWith("HTTP/1.1 100")) {
            return of(text.substring(text.indexOf(CRLF + CRLF) + 2 * CRLF.length()));
        }
        int end = text.indexOf(CRLF + CRLF);
        if (end < 0) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, end).split(CRLF);
        Map<String, String> headers = new TreeMap<>();
        Arrays.stream(lines)
                .skip(1)
                .map(line -> line.split(":", 2))
                .forEach(header -> headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip()));
        String rest = text.substring(end + 2 * CRLF.length());
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return Optional.of(new Answer(
                Integer.parseInt(lines[0].split(" ")[1]), headers, rest.substring(0, Math.min(length, rest.length()))));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
