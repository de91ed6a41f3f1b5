/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that is no result, after RFC 9457. Every way in which a request can fail is listed here.
 *
 * @param kind last part of the problem's type, stable for programs to tell problems apart
 * @param retryAfter when asking again is worth it; empty when it is not
 * @param more further members, by name
 */
record Problem(
        int status, String kind, String title, String detail, Optional<Duration> retryAfter, Map<String, String> more) {
    private static final String TYPE_PREFIX = "/problems/";

    static final String MEDIA_TYPE = "application/problem+json";

    Problem {
        more = Map.copyOf(more);
    }

    static Problem noSuchResource() {
        return lasting(404, "no-such-resource", "No such resource", "What there is stands in /openapi.yaml.");
    }

    /** @param allowed methods, separated by commas */
    static Problem methodNotAllowed(String allowed) {
        return lasting(405, "method-not-allowed", "Method not allowed", "The method (expected: " + allowed + ")");
    }

    static Problem unauthorized(String expected) {
        return lasting(401, "unauthorized", "Not without a token", expected);
    }

    static Problem forbidden(String detail) {
        return lasting(403, "forbidden", "Not with this token", detail);
    }

    static Problem foreignPage() {
        return lasting(
                403, "foreign-page", "Not from another site's page", "Origin (expected: the address of this port)");
    }

    static Problem badRequest() {
        return lasting(400, "bad-request", "Bad request", "The address is malformed; percent signs must be encoded.");
    }

    static Problem notAcceptable() {
        return lasting(
                406,
                "not-acceptable",
                "Not acceptable",
                "Accept (expected: to allow application/json, text/csv or application/x-ndjson; or the parameter format)");
    }

    /** {@code name} is a parameter of the API's own, never a caller's text. */
    static Problem badParameter(String name, String expected) {
        return lasting(422, "bad-parameter", "Unusable parameter", name + " (expected: " + expected + ")");
    }

    /** With the earliest instant that would do, to be read by programs. */
    static Problem notKept(String parameter, Instant wanted, Instant earliest) {
        Problem problem = lasting(
                422,
                "not-kept",
                "Older than what is kept",
                parameter + " reaches back to " + wanted + " (expected: not before " + earliest + ")");
        return problem.with("earliest", earliest.toString());
    }

    static Problem unknownAccount(long accountId) {
        return lasting(
                404, "unknown-account", "Unknown account", "No hook of account " + accountId + " was ever received.");
    }

    static Problem unavailable(String reason) {
        return new Problem(
                503,
                "unavailable",
                "Not available at the moment",
                reason,
                Optional.of(Duration.ofSeconds(1)),
                Map.of());
    }

    static Problem notAPeer() {
        return lasting(
                401, "not-a-peer", "Not an instance of this group", "Authorization (expected: Bearer, cluster.token)");
    }

    static Problem bug() {
        return lasting(500, "internal-error", "Internal error", "The error was logged. It is not the request's fault.");
    }

    private static Problem lasting(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, Optional.empty(), Map.of());
    }

    private Problem with(String member, String value) {
        return new Problem(status, kind, title, detail, retryAfter, Map.of(member, value));
    }

    /** A path on this port at which the problem is explained. */
    String type() {
        return TYPE_PREFIX + kind;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", type())
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        more.forEach(json::put);
        return json;
    }
}
