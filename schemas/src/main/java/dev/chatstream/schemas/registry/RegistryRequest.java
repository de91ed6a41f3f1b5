/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One request of the registry's REST API.
 *
 * @param purpose what is asked, for messages
 */
record RegistryRequest(String method, String path, Optional<String> body, String purpose) {

    static RegistryRequest register(String subject, Schema schema) {
        return new RegistryRequest(
                "POST",
                "/subjects/" + segment(subject) + "/versions",
                json("schema", SchemaText.of(schema)),
                "register schema under " + subject);
    }

    static RegistryRequest lookUp(String subject, Schema schema) {
        return new RegistryRequest(
                "POST",
                "/subjects/" + segment(subject),
                json("schema", SchemaText.of(schema)),
                "look up schema under " + subject);
    }

    static RegistryRequest byId(int id) {
        return new RegistryRequest("GET", "/schemas/ids/" + id, Optional.empty(), "schema with id " + id);
    }

    static RegistryRequest latest(String subject) {
        return new RegistryRequest(
                "GET",
                "/subjects/" + segment(subject) + "/versions/latest",
                Optional.empty(),
                "latest version of " + subject);
    }

    static RegistryRequest compatibility(String subject) {
        return new RegistryRequest(
                "GET", "/config/" + segment(subject), Optional.empty(), "compatibility of " + subject);
    }

    static RegistryRequest setCompatibility(String subject, String level) {
        return new RegistryRequest(
                "PUT",
                "/config/" + segment(subject),
                json("compatibility", level),
                "set compatibility of " + subject + " to " + level);
    }

    private static Optional<String> json(String name, String value) {
        return Optional.of(
                JsonNodeFactory.instance.objectNode().put(name, value).toString());
    }

    private static String segment(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
