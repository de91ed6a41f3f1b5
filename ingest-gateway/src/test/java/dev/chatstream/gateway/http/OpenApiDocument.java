/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The OpenAPI document as a judge of answers. */
final class OpenApiDocument {
    static final OpenApiDocument INSTANCE = new OpenApiDocument();

    private static final String REF = "$ref";
    /** Answers to what the document has no operation for. */
    private static final Map<Integer, String> ELSEWHERE =
            Map.of(400, "NotReadable", 404, "NotFound", 405, "MethodNotAllowed");

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

    JsonNode root() {
        return root;
    }

    /** What stands at a pointer, with references followed. */
    JsonNode at(String pointer) {
        return resolved(root.at(pointer));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has(REF) ? at(node.get(REF).textValue().substring(1)) : node;
    }

    /** Every answer in it, as method, path, status and the name of an example (if it has any). */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operation
                                .getValue()
                                .get("responses")
                                .properties()
                                .forEach(response -> {
                                    String key = operation.getKey() + " " + path.getKey() + " " + response.getKey();
                                    JsonNode examples = resolved(response.getValue())
                                            .path("content")
                                            .path("application/problem+json")
                                            .path("examples");
                                    if (key.endsWith("200")) {
                                        examples =
                                                resolved(response.getValue()).at("/content/application~1json/examples");
                                    }
                                    if (examples.isEmpty()) {
                                        answers.add(key);
                                    }
                                    examples.fieldNames().forEachRemaining(example -> answers.add(key + " " + example));
                                })));
        return answers;
    }

    /** Fails when the document knows no such answer or describes it otherwise. */
    void check(String method, String path, Answer answer) {
        String place = method + " " + answer.status();
        JsonNode response = response(method, path, answer.status())
                .orElseThrow(() -> new AssertionError("the document does not know the answer: " + place));
        response.path("headers").properties().forEach(header -> {
            JsonNode described = resolved(header.getValue());
            Optional<String> value = answer.header(header.getKey());
            if (described.path("required").booleanValue()) {
                assertThat(value).as("%s: header %s", place, header.getKey()).isPresent();
            }
            value.ifPresent(text -> assertValid(place, described.get("schema"), headerValue(text)));
        });
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(place).isEmpty();
        } else {
            String type = answer.header("content-type").orElse("").split(";")[0];
            assertThat(content.has(type)).as("%s: content type %s", place, type).isTrue();
            assertValid(place, content.get(type).get("schema"), bodyValue(type, answer.body()));
        }
    }

    private Optional<JsonNode> response(String method, String path, int status) {
        String name = method.toLowerCase(java.util.Locale.ROOT);
        Optional<JsonNode> operation = root.get("paths").properties().stream()
                .filter(entry -> matches(entry.getKey(), path))
                .map(entry -> entry.getValue().path(name))
                .filter(JsonNode::isObject)
                .findFirst();
        return operation
                .map(found -> found.path("responses").path(Integer.toString(status)))
                .or(() -> Optional.ofNullable(ELSEWHERE.get(status))
                        .map(response -> at("/components/responses/" + response)))
                .map(this::resolved)
                .filter(JsonNode::isObject);
    }

    private static boolean matches(String template, String path) {
        String plain = path.split("[?]", 2)[0];
        return Pattern.matches("\\Q" + template.replaceAll("\\{[a-z]+}", "\\\\E[^/]*\\\\Q") + "\\E", plain);
    }

    private static JsonNode headerValue(String text) {
        return text.matches("[0-9]+") ? JSON.getNodeFactory().numberNode(Long.parseLong(text)) : new TextNode(text);
    }

    private static JsonNode bodyValue(String type, String body) {
        try {
            return type.endsWith("json") ? JSON.readTree(body) : new TextNode(body);
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
