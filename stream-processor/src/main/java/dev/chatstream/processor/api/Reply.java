/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.processor.cluster.PeerAnswer;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer before it goes over the wire.
 *
 * @param headers further headers, by name
 */
record Reply(int status, String mediaType, String body, Map<String, String> headers) {
    static final String JSON = "application/json";

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply json(JsonNode body) {
        return new Reply(200, JSON, body.toString(), Map.of());
    }

    static Reply problem(Problem problem) {
        Reply reply =
                new Reply(problem.status(), Problem.MEDIA_TYPE, problem.json().toString(), Map.of());
        return problem.retryAfter()
                .map(after -> reply.with("Retry-After", Long.toString(after.toSeconds())))
                .orElse(reply);
    }

    /** As another instance gave it. */
    static Reply of(PeerAnswer.Answered answer) {
        return new Reply(answer.status(), answer.mediaType(), answer.body(), answer.headers());
    }

    /** @param allowed methods, separated by commas */
    static Reply methodNotAllowed(String allowed) {
        return problem(Problem.methodNotAllowed(allowed)).with("Allow", allowed);
    }

    Reply with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new Reply(status, mediaType, body, all);
    }
}
