/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * What serializer and deserializer read from their configuration beside the registry's own keys.
 *
 * @param autoRegister register a schema that its subject does not have yet. Off by default, unlike Confluent's: schemas
 *     are released on purpose, not by the first record that happens to come along
 * @param useLatest write with the newest schema of the subject instead of the record's own
 * @param specificReader read into generated classes
 */
record SerdeConfig(boolean autoRegister, boolean useLatest, boolean specificReader) {
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USE_LATEST = "use.latest.version";
    static final String SPECIFIC_READER = "specific.avro.reader";

    static final SerdeConfig DEFAULT = new SerdeConfig(false, false, false);

    private static final ConfigDef KEYS = new ConfigDef()
            .define(AUTO_REGISTER, ConfigDef.Type.BOOLEAN, false, Importance.MEDIUM, "register unknown schemas")
            .define(USE_LATEST, ConfigDef.Type.BOOLEAN, false, Importance.LOW, "write with the subject's newest schema")
            .define(SPECIFIC_READER, ConfigDef.Type.BOOLEAN, false, Importance.MEDIUM, "read into generated classes");

    SerdeConfig {
        if (autoRegister && useLatest) {
            throw new ConfigException(USE_LATEST, true, "expected: false while " + AUTO_REGISTER + " is true");
        }
    }

    static SerdeConfig of(Map<String, ?> configuration, boolean isKey) {
        if (isKey) {
            throw new ConfigException("Chatstream's Avro serdes are for values (expected: keys are strings)");
        }
        AbstractConfig config = new AbstractConfig(KEYS, configuration, false);
        return new SerdeConfig(
                config.getBoolean(AUTO_REGISTER), config.getBoolean(USE_LATEST), config.getBoolean(SPECIFIC_READER));
    }
}
