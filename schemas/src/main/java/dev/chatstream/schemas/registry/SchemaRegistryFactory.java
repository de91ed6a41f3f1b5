/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import java.util.Map;

/** Found by {@link java.util.ServiceLoader}: puts another client behind {@link SchemaRegistry#open}. */
@FunctionalInterface
public interface SchemaRegistryFactory {

    /** Opens a registry from Confluent's configuration keys. */
    SchemaRegistry open(Map<String, ?> configuration);
}
