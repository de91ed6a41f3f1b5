/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Speaks the REST API that Confluent's registry defined and others (Apicurio, Karapace, Redpanda) answer too. Safe for
 * use by several threads.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private static final String ID = "id";
    private static final String VERSION = "version";

    private final RegistryTransport transport;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();

    /** Two schemas that differ in a doc alone are equal for Avro, but have ids of their own. */
    private record SubjectSchema(String subject, String schema) {}

    public HttpSchemaRegistry(RegistryConfig config) {
        this.transport = new RegistryTransport(config);
    }

    @Override
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, SchemaText.of(schema));
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        RegistryRequest request = RegistryRequest.register(subject, schema);
        int id = number(transport.send(request), ID, request);
        ids.put(key, id);
        return id;
    }

    @Override
    public Optional<Integer> lookUp(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, SchemaText.of(schema));
        Integer known = ids.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        RegistryRequest request = RegistryRequest.lookUp(subject, schema);
        Optional<Integer> id = unlessMissing(() -> transport.send(request)).map(answer -> number(answer, ID, request));
        id.ifPresent(found -> ids.put(key, found));
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        RegistryRequest request = RegistryRequest.byId(id);
        Schema schema = schema(transport.send(request), request);
        Schema earlier = schemas.putIfAbsent(id, schema);
        return earlier == null ? schema : earlier;
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        RegistryRequest request = RegistryRequest.latest(subject);
        return unlessMissing(() -> transport.send(request))
                .map(answer -> new RegisteredSchema(
                        subject,
                        number(answer, VERSION, request),
                        number(answer, ID, request),
                        schema(answer, request)));
    }

    @Override
    public Optional<String> compatibility(String subject) {
        RegistryRequest request = RegistryRequest.compatibility(subject);
        return unlessMissing(() -> transport.send(request)).map(answer -> text(answer, "compatibilityLevel", request));
    }

    @Override
    public void setCompatibility(String subject, String level) {
        transport.send(RegistryRequest.setCompatibility(subject, level));
    }

    /** Calls that wait for their next try end. */
    @Override
    public void close() {
        transport.close();
    }

    private static Optional<JsonNode> unlessMissing(Supplier<JsonNode> call) {
        try {
            return Optional.of(call.get());
        } catch (RegistryException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Schema schema(JsonNode answer, RegistryRequest request) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw unusable(request, "the schema is of type " + type + " (expected: AVRO)");
        }
        if (!answer.path("references").isEmpty()) {
            throw unusable(request, "the schema refers to other schemas (expected: one that stands alone)");
        }
        try {
            return new Schema.Parser().parse(text(answer, "schema", request));
        } catch (AvroRuntimeException e) {
            throw RegistryException.unusable(
                    "schema registry, " + request.purpose() + ": not an Avro schema: " + e.getMessage(), e);
        }
    }

    private static int number(JsonNode answer, String field, RegistryRequest request) {
        JsonNode value = answer.path(field);
        if (!value.canConvertToInt()) {
            throw incomplete(field, request);
        }
        return value.intValue();
    }

    private static String text(JsonNode answer, String field, RegistryRequest request) {
        JsonNode value = answer.path(field);
        if (!value.isTextual()) {
            throw incomplete(field, request);
        }
        return value.textValue();
    }

    /** Not the schema's fault: the answer does not come from a registry. */
    private static RegistryException incomplete(String field, RegistryRequest request) {
        return RegistryException.refused(
                "schema registry, " + request.purpose() + ": the answer has no " + field
                        + " (is the URL the root of a registry's API?)",
                200,
                0);
    }

    private static RegistryException unusable(RegistryRequest request, String reason) {
        return RegistryException.unusable("schema registry, " + request.purpose() + ": " + reason, null);
    }
}
