/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest implements SchemaRegistryContract {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Override
    public SchemaRegistry registry() {
        return registry;
    }

    @Override
    public SchemaRegistry sameRegistryAnew() {
        return registry;
    }

    @Override
    public String subject() {
        return "visits-value";
    }

    @Test
    void switchedOffItIsUnreachableUntilSwitchedOn() {
        int id = registry.register(subject(), FIRST);
        registry.setReachable(false);

        assertThatThrownBy(() -> registry.byId(id))
                .asInstanceOf(type(RegistryException.class))
                .matches(RegistryException::retriable);

        registry.setReachable(true);
        Assertions.assertThat(registry.byId(id)).isEqualTo(FIRST);
    }
}
