/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;

/** Confluent's client as a {@link SchemaRegistry}. It caches by itself what can never change. */
final class ConfluentSchemaRegistry implements SchemaRegistry {
    private final SchemaRegistryClient client;

    ConfluentSchemaRegistry(SchemaRegistryClient client) {
        this.client = client;
    }

    @FunctionalInterface
    private interface Call<T> {
        T answer() throws IOException, RestClientException;
    }

    @Override
    public int register(String subject, Schema schema) {
        return ask("register schema under " + subject, () -> client.register(subject, parsed(schema)));
    }

    @Override
    public Optional<Integer> lookUp(String subject, Schema schema) {
        return askForMissing("look up schema under " + subject, () -> client.getId(subject, parsed(schema)));
    }

    @Override
    public Schema byId(int id) {
        ParsedSchema schema = ask("schema with id " + id, () -> client.getSchemaById(id));
        if (schema instanceof AvroSchema avro) {
            return avro.rawSchema();
        }
        throw RegistryException.unusable(
                "schema registry, schema with id " + id + ": the schema is of type " + schema.schemaType()
                        + " (expected: AVRO)",
                null);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        Optional<SchemaMetadata> latest =
                askForMissing("latest version of " + subject, () -> client.getLatestSchemaMetadata(subject));
        return latest.map(
                found -> new RegisteredSchema(subject, found.getVersion(), found.getId(), byId(found.getId())));
    }

    @Override
    public Optional<String> compatibility(String subject) {
        return askForMissing("compatibility of " + subject, () -> client.getCompatibility(subject));
    }

    @Override
    public void setCompatibility(String subject, String level) {
        ask("set compatibility of " + subject, () -> client.updateCompatibility(subject, level));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw RegistryException.unreachable("schema registry: closing the client failed", e);
        }
    }

    /** The same text as the project's own client registers, so that both get the same id. */
    private static AvroSchema parsed(Schema schema) {
        return new AvroSchema(SchemaText.of(schema));
    }

    private static <T> Optional<T> askForMissing(String purpose, Call<T> call) {
        try {
            return Optional.of(ask(purpose, call));
        } catch (RegistryException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> T ask(String purpose, Call<T> call) {
        try {
            return call.answer();
        } catch (RestClientException e) {
            throw RegistryException.refused(
                    "schema registry, " + purpose + ": HTTP " + e.getStatus() + ", " + e.getMessage(),
                    e.getStatus(),
                    e.getErrorCode());
        } catch (IOException e) {
            // Not its message: it may hold the URL with user and password.
            throw RegistryException.unreachable(
                    "schema registry, " + purpose + ": no answer ("
                            + e.getClass().getSimpleName() + ")",
                    null);
        }
    }
}
