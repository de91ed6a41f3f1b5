/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.hook.EventId;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the port says about itself: its OpenAPI document, and an explanation of each problem at the problem's type. */
final class Documents {
    private static final String OPENAPI = "/openapi.yaml";
    private static final String VERSION = "@version@";

    private final Map<String, Document> byPath = new HashMap<>();

    /**
     * Makes all of them.
     *
     * @param version of the program, for the OpenAPI document
     */
    Documents(String version) {
        byPath.put(OPENAPI, Document.of(resource(OPENAPI).replace(VERSION, version), "application/yaml"));
        for (Problem problem : Problem.values()) {
            String text = problem.status() + " " + problem.title() + "\n\n" + problem.advice() + "\n";
            byPath.put(problem.type(), Document.of(text, "text/plain; charset=utf-8"));
        }
    }

    /**
     * One of them.
     *
     * @param etag changes with the content
     */
    record Document(Buffer content, String contentType, String etag) {

        static Document of(String text, String contentType) {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            return new Document(Buffer.buffer(content), contentType, '"' + EventId.of(content) + '"');
        }

        /** Whether whoever sends this If-None-Match has it already. */
        boolean isKnown(@Nullable String ifNoneMatch) {
            return ifNoneMatch != null
                    && (ifNoneMatch.contains(etag) || ifNoneMatch.strip().equals("*"));
        }
    }

    /** The document at this path. */
    Optional<Document> at(@Nullable String path) {
        return Optional.ofNullable(byPath.get(path));
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
