/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.ops.BuildVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the port says about itself: its OpenAPI document, and an explanation of each problem at the problem's type. */
final class Documents {
    static final String OPENAPI = "/openapi.yaml";
    private static final String VERSION = "@version@";

    private final Map<String, Reply> byPath = new TreeMap<>();

    Documents() {
        byPath.put(OPENAPI, document(resource(OPENAPI).replace(VERSION, BuildVersion.current()), "application/yaml"));
        Map<String, String> advice = advice();
        for (Problem problem : problems()) {
            String text = problem.status() + " " + problem.title() + "\n\n"
                    + advice.getOrDefault(problem.kind(), problem.detail()) + "\n";
            byPath.put(problem.type(), document(text, "text/plain; charset=utf-8"));
        }
    }

    /** The document at this path. */
    Optional<Reply> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** One of every kind. */
    static List<Problem> problems() {
        return List.of(
                Problem.noSuchResource(),
                Problem.methodNotAllowed(""),
                Problem.unauthorized(""),
                Problem.forbidden(""),
                Problem.foreignPage(),
                Problem.badRequest(),
                Problem.notAcceptable(),
                Problem.badParameter("", ""),
                Problem.notKept("", Instant.EPOCH, Instant.EPOCH),
                Problem.unknownAccount(0),
                Problem.unavailable(""),
                Problem.notAPeer(),
                Problem.bug());
    }

    private static Map<String, String> advice() {
        Map<String, String> advice = new TreeMap<>(adviceOnAccess());
        advice.putAll(Map.ofEntries(
                Map.entry("no-such-resource", "There is nothing at this path. What there is stands in /openapi.yaml."),
                Map.entry(
                        "method-not-allowed",
                        "The header Allow has what can be used here. Nearly everything can only be read, with GET or HEAD."),
                Map.entry("bad-request", "The address is malformed; percent signs must be encoded as %25."),
                Map.entry(
                        "not-acceptable",
                        "The Accept header allows none of the formats that the resource has. Lists can be had as\n"
                                + "application/json, text/csv and application/x-ndjson; the parameter format goes before the header."),
                Map.entry(
                        "bad-parameter",
                        "The detail names the parameter and what was expected. An unknown parameter is refused as well: a misspelt\n"
                                + "filter must not widen an answer. So is a cursor of another list, or one that was changed."),
                Map.entry(
                        "not-kept",
                        "The range begins before what is kept. The member earliest is the first instant that would do."),
                Map.entry(
                        "unknown-account",
                        "No hook of this account was ever received. An account without conversations in the range is answered 200."),
                Map.entry(
                        "unavailable",
                        "Nobody can answer at the moment, because the account's state is being moved or its instance is down. Ask\n"
                                + "again after the seconds in Retry-After. It does not mean that there were no conversations."),
                Map.entry("internal-error", "A bug of the API. The log has it; the request is not at fault.")));
        return advice;
    }

    private static Map<String, String> adviceOnAccess() {
        return Map.ofEntries(
                Map.entry(
                        "unauthorized",
                        "Show a token: Authorization: Bearer and the token. Or, in a browser, sign in with it: POST /api/v1/session, then the\n"
                                + "cookie does. Sessions end by themselves, and when their token is taken out of the settings."),
                Map.entry(
                        "forbidden",
                        "The token that was shown may not read this. For accounts that it does not list the answer is this one, whether they\n"
                                + "exist or not. GET /api/v1/session tells what it lists."),
                Map.entry(
                        "foreign-page",
                        "Pages of other sites may sign nobody in or out here. A browser said, in Sec-Fetch-Site or Origin, that one wanted to."),
                Map.entry(
                        "not-a-peer",
                        "The header Chatstream-Hop is for instances of the group asking each other, and they must show cluster.token, which\n"
                                + "is the same on all of them. Everybody else leaves the header out."));
    }

    private static Reply document(String text, String mediaType) {
        return ContentHash.tagged(text, mediaType);
    }

    private static String resource(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name, e);
        }
    }
}
