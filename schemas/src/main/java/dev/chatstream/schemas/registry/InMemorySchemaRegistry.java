/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A registry without a server, for tests of this project and of programs that read its topics. Behaves like the real
 * one: equal text has one id under all subjects, compatibility is checked, and it can be switched off to see what an
 * outage does. Safe for use by several threads.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, List<Integer>> versions = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private boolean reachable = true;

    /** From now on every call fails as if nobody answered, or works again. */
    public synchronized void setReachable(boolean newReachable) {
        reachable = newReachable;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        Optional<Integer> known = lookUp(subject, schema);
        if (known.isPresent()) {
            return known.get();
        }
        List<Integer> registered = versions.getOrDefault(subject, List.of());
        if (!isCompatible(schema, registered, levels.getOrDefault(subject, "BACKWARD"))) {
            throw RegistryException.refused(
                    "schema registry in memory, register schema under " + subject + ": HTTP 409, incompatible",
                    409,
                    409);
        }
        if (!texts.contains(SchemaText.of(schema))) {
            texts.add(SchemaText.of(schema));
        }
        int id = texts.indexOf(SchemaText.of(schema)) + 1;
        versions.computeIfAbsent(subject, none -> new ArrayList<>()).add(id);
        return id;
    }

    private boolean isCompatible(Schema schema, List<Integer> registered, String level) {
        boolean all = level.endsWith("_TRANSITIVE");
        List<Integer> compared =
                all || registered.isEmpty() ? registered : registered.subList(registered.size() - 1, registered.size());
        return compared.stream().map(this::byId).allMatch(other -> {
            BooleanSupplier backward = () -> reads(schema, other);
            BooleanSupplier forward = () -> reads(other, schema);
            return switch (level.replace("_TRANSITIVE", "")) {
                case "BACKWARD" -> backward.getAsBoolean();
                case "FORWARD" -> forward.getAsBoolean();
                case "FULL" -> backward.getAsBoolean() && forward.getAsBoolean();
                default -> true;
            };
        });
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    @Override
    public synchronized Optional<Integer> lookUp(String subject, Schema schema) {
        checkReachable();
        int id = texts.indexOf(SchemaText.of(schema)) + 1;
        return Optional.of(id).filter(versions.getOrDefault(subject, List.of())::contains);
    }

    @Override
    public synchronized Schema byId(int id) {
        checkReachable();
        if (id < 1 || id > texts.size()) {
            throw RegistryException.refused(
                    "schema registry in memory, schema with id " + id + ": HTTP 404, error code 40403", 404, 40403);
        }
        return new Schema.Parser().parse(texts.get(id - 1));
    }

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        checkReachable();
        List<Integer> ids = versions.getOrDefault(subject, List.of());
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        int id = ids.get(ids.size() - 1);
        return Optional.of(new RegisteredSchema(subject, ids.size(), id, byId(id)));
    }

    @Override
    public synchronized Optional<String> compatibility(String subject) {
        checkReachable();
        return Optional.ofNullable(levels.get(subject));
    }

    @Override
    public synchronized void setCompatibility(String subject, String level) {
        checkReachable();
        levels.put(subject, level);
    }

    @Override
    public void close() {
        // nothing is held
    }

    private void checkReachable() {
        if (!reachable) {
            throw RegistryException.unreachable("schema registry in memory: switched off", null);
        }
    }
}
