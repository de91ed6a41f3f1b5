/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.schemas.registry.SchemaRegistry;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry that gives the same schema another id under each subject. */
final class DifferingIds implements SchemaRegistry {
    @Override
    public int register(String subject, Schema schema) {
        return subject.hashCode();
    }

    @Override
    public Optional<Integer> lookUp(String subject, Schema schema) {
        return Optional.of(subject.hashCode());
    }

    @Override
    public Schema byId(int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return Optional.empty();
    }

    @Override
    public Optional<String> compatibility(String subject) {
        return Optional.empty();
    }

    @Override
    public void setCompatibility(String subject, String level) {}

    @Override
    public void close() {}
}
