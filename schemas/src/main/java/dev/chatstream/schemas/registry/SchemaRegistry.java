/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.avro.Schema;

/**
 * A Confluent-compatible schema registry. Calls block; every call throws {@link RegistryException} when the registry
 * refuses or cannot be reached. Implementations are safe for use by several threads and cache what can never change
 * (schema by id, id of a registered schema).
 */
public interface SchemaRegistry extends AutoCloseable {

    /**
     * Opens the registry that the configuration names, by Confluent's keys ({@code schema.registry.url} and so on). A
     * {@link SchemaRegistryFactory} on the class path takes precedence over the project's own client.
     */
    static SchemaRegistry open(Map<String, ?> configuration) {
        return ServiceLoader.load(SchemaRegistryFactory.class)
                .findFirst()
                .orElse(config -> new HttpSchemaRegistry(RegistryConfig.of(config)))
                .open(configuration);
    }

    /** Registers the schema under the subject, or finds it there. Returns its id. */
    int register(String subject, Schema schema);

    /** Id of exactly this schema under the subject; empty when the subject or the schema is not registered. */
    Optional<Integer> lookUp(String subject, Schema schema);

    /** The schema with this id; {@link RegistryException#notFound()} tells when there is none. */
    Schema byId(int id);

    /** The newest version of the subject; empty when the subject is not registered. */
    Optional<RegisteredSchema> latest(String subject);

    /** Compatibility level of the subject itself; empty when it follows the registry's global level. */
    Optional<String> compatibility(String subject);

    /** Sets the compatibility level of the subject, for example {@code FULL_TRANSITIVE}. */
    void setCompatibility(String subject, String level);

    @Override
    void close();

    /** One version of a subject. */
    record RegisteredSchema(String subject, int version, int id, Schema schema) {}
}
