/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A schema as the registry holds it: the text of its .avsc file as Avro prints it. The classes made from that file say
 * besides which Java class their strings have, which is nobody else's business; left in, the file and the class would
 * be two schemas with two ids.
 */
final class SchemaText {
    private static final String JAVA_STRING = "avro.java.string";

    private SchemaText() {}

    static String of(Schema schema) {
        String text = schema.toString();
        if (!text.contains(JAVA_STRING)) {
            return text;
        }
        try {
            JsonNode tree = new ObjectMapper().readTree(text);
            tree.findParents(JAVA_STRING).forEach(node -> ((ObjectNode) node).remove(JAVA_STRING));
            return new Schema.Parser().parse(tree.toString()).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro printed a schema that is no JSON", e);
        }
    }
}
