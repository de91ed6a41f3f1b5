/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document as a judge of answers. */
final class OpenApiDocument {
    static final OpenApiDocument INSTANCE = new OpenApiDocument();

    private static final String REF = "$ref";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final JsonNode root;

    private OpenApiDocument() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream("/openapi.yaml")) {
            root = new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands at a pointer, with references followed. */
    JsonNode at(String pointer) {
        return resolved(root.at(pointer));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has(REF) ? at(node.get(REF).textValue().substring(1)) : node;
    }

    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        root.get("paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    /** Every operation: the path where it is a GET, else {@code METHOD:path}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                    if (name.equals("get")) {
                        operations.add(path.getKey());
                    } else if (!name.equals("parameters")) {
                        operations.add(name.toUpperCase(Locale.ROOT) + ":" + path.getKey());
                    }
                }));
        return operations;
    }

    /** The names of the security schemes one of which an operation wants; none when it is open to everybody. */
    Set<String> security(String operation) {
        Set<String> names = new TreeSet<>();
        JsonNode own = operation(operation).path("security");
        (own.isMissingNode() ? root.get("security") : own)
                .forEach(scheme -> scheme.fieldNames().forEachRemaining(names::add));
        return names;
    }

    /** Every answer in it, as operation, status and media type; without the last where there is no content. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (String path : operations()) {
            responses(path).fieldNames().forEachRemaining(status -> {
                JsonNode content = response(path, status).path("content");
                if (content.isEmpty()) {
                    answers.add(path + " " + status);
                }
                content.fieldNames().forEachRemaining(type -> answers.add(path + " " + status + " " + type));
            });
        }
        return answers;
    }

    /** Names of the query's parameters of a path. */
    Set<String> parameters(String path) {
        Set<String> names = new TreeSet<>();
        operation(path).path("parameters").forEach(parameter -> {
            JsonNode described = resolved(parameter);
            if (described.path("in").textValue().equals("query")) {
                names.add(described.path("name").textValue());
            }
        });
        return names;
    }

    private JsonNode operation(String operation) {
        int colon = operation.indexOf(':');
        return colon < 0
                ? root.get("paths").path(operation).path("get")
                : root.get("paths")
                        .path(operation.substring(colon + 1))
                        .path(operation.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    private JsonNode responses(String path) {
        return operation(path).path("responses");
    }

    private JsonNode response(String path, String status) {
        return resolved(responses(path).path(status));
    }

    /** Fails when the document describes the answer of a path otherwise. */
    void check(String path, HttpResponse<String> answer) {
        check(path, response(path, Integer.toString(answer.statusCode())), answer);
    }

    /** Fails when one of the document's named responses describes the answer otherwise. */
    void checkElsewhere(String name, HttpResponse<String> answer) {
        check(name, at("/components/responses/" + name), answer);
    }

    private void check(String place, JsonNode response, HttpResponse<String> answer) {
        assertThat(response.isObject())
                .as("%s: %d is described", place, answer.statusCode())
                .isTrue();
        response.path("headers").properties().forEach(header -> {
            JsonNode described = resolved(header.getValue());
            Optional<String> value = answer.headers().firstValue(header.getKey());
            if (described.path("required").booleanValue()) {
                assertThat(value).as("%s: header %s", place, header.getKey()).isPresent();
            }
            value.ifPresent(text -> assertValid(place, described.get("schema"), headerValue(text)));
        });
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(place).isEmpty();
            return;
        }
        String type = mediaType(answer);
        assertThat(content.has(type)).as("%s: content type %s", place, type).isTrue();
        JsonNode schema = content.get(type).get("schema");
        if (type.equals("application/x-ndjson")) {
            answer.body()
                    .lines()
                    .forEach(line -> assertValid(place, at("/components/schemas/Conversation"), json(line)));
        } else {
            assertValid(place, schema, type.endsWith("json") ? json(answer.body()) : new TextNode(answer.body()));
        }
    }

    static String mediaType(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    }

    private static JsonNode headerValue(String text) {
        return text.matches("[0-9]+") ? JSON.getNodeFactory().numberNode(Long.parseLong(text)) : new TextNode(text);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("the answer is not JSON", e);
        }
    }

    /** Fails when a value is not as a schema in the document says. */
    void assertValid(String place, JsonNode schema, JsonNode value) {
        assertThat(wrongs(schema, value)).as(place).isEmpty();
    }

    boolean isValid(JsonNode schema, JsonNode value) {
        return wrongs(schema, value).isEmpty();
    }

    private Set<ValidationMessage> wrongs(JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.putArray("allOf").add(schema);
        whole.set("$defs", root.at("/components/schemas"));
        try {
            JsonNode local = JSON.readTree(whole.toString().replace(SCHEMAS, "#/$defs/"));
            return schemas.getSchema(local).validate(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
