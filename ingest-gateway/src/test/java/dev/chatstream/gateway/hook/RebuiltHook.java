/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.avro.Variable;
import dev.chatstream.avro.VariableKind;
import dev.chatstream.avro.Visitor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body that a subscriber can build from a record: the fields first, then what {@code unknown} puts over them. */
final class RebuiltHook {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Conversation conversation;
    private final ObjectNode root = JSON.objectNode();

    private RebuiltHook(Conversation conversation) {
        this.conversation = conversation;
    }

    static ObjectNode of(Conversation conversation) {
        RebuiltHook rebuilt = new RebuiltHook(conversation);
        rebuilt.fields();
        rebuilt.groupKey();
        conversation.getUnknown().forEach(rebuilt::put);
        return rebuilt.root;
    }

    private void fields() {
        root.put("accountId", conversation.getAccountId());
        root.put("beginAt", conversation.getBeginAt().toEpochMilli());
        root.put("endAt", conversation.getEndAt().toEpochMilli());
        channel(root.putObject("channel"), conversation.getChannel());
        if (conversation.getVisitor() != null) {
            visitor(root.putObject("visitor"), conversation.getVisitor());
        }
        if (!conversation.getPaths().isEmpty()) {
            ArrayNode paths = root.putArray("paths");
            conversation.getPaths().forEach(page -> {
                ObjectNode path = paths.addObject();
                set(path, "url", page.getUrl());
                set(path, "title", page.getTitle());
            });
        }
        if (!conversation.getMessages().isEmpty()) {
            ArrayNode messages = root.putArray("messages");
            conversation.getMessages().forEach(message -> message(messages.addObject(), message, messages.size() - 1));
        }
    }

    /** {@code group} came as groupKey when something else is known to have stood at its own place. */
    private void groupKey() {
        if (!(root.get("visitor") instanceof ObjectNode visitor) || !visitor.has("group")) {
            return;
        }
        String group = conversation.getUnknown().get("/visitor/group");
        String groupKey = conversation.getUnknown().get("/visitor/groupKey");
        boolean ownPlaceTaken = group != null && !ExactJson.read(group).isTextual();
        boolean repaired = groupKey != null
                && Surrogates.anyLone(ExactJson.read(groupKey).asText())
                && Surrogates.replaced(ExactJson.read(groupKey).asText())
                        .equals(visitor.get("group").textValue());
        if (ownPlaceTaken || repaired) {
            visitor.set("groupKey", visitor.remove("group"));
        }
    }

    private static void channel(ObjectNode node, Channel channel) {
        node.put("id", channel.getId());
        HookShape.FLAGS.forEach(name -> {
            if ((boolean) channel.get(name)) {
                node.put(name, true);
            }
        });
        HookShape.COUNTS.forEach(name -> {
            if (channel.get(name) != null) {
                node.put(name, (long) channel.get(name));
            }
        });
        set(node, "ratingDesc", channel.getRatingDesc());
    }

    private static void visitor(ObjectNode node, Visitor visitor) {
        if (visitor.getId() != null) {
            node.put("id", visitor.getId());
        }
        HookShape.VISITOR_TEXTS.forEach(name -> set(node, name, (String) visitor.get(name)));
        if (!visitor.getVariables().isEmpty()) {
            ObjectNode variables = node.putObject("variables");
            visitor.getVariables().forEach((name, variable) -> variable(variables.putObject(name), variable));
        }
    }

    private static void variable(ObjectNode node, Variable variable) {
        set(node, "label", variable.getLabel());
        if (variable.getKind() == VariableKind.STRING) {
            node.put("value", variable.getValue());
        } else if (variable.getKind() != VariableKind.NULL) {
            node.set("value", ExactJson.read(variable.getValue()));
        }
    }

    private void message(ObjectNode node, Message message, int index) {
        if (message.getType() != MessageType.OTHER) {
            node.put("type", message.getType().name().toLowerCase(Locale.ROOT));
        }
        HookShape.MESSAGE_TEXTS.forEach(name -> set(node, name, (String) message.get(name)));
        if (message.getSentAt() != null) {
            node.put("sentAt", message.getSentAt().toEpochMilli());
        }
        String from = message.getFrom();
        boolean number = conversation.getHook().getDialect() == HookDialect.LEGACY
                && from != null
                && from.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
                && !conversation.getUnknown().containsKey("/messages/" + index + "/from");
        if (number) {
            node.set("from", ExactJson.read(from));
        } else {
            set(node, "from", from);
        }
    }

    private static void set(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private void put(String pointer, String text) {
        JsonNode parent = root;
        String[] segments = pointer.substring(1).split("/", -1);
        for (int i = 0; i < segments.length - 1; i++) {
            parent = child(parent, name(segments[i]));
        }
        String last = name(segments[segments.length - 1]);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), ExactJson.read(text));
        } else {
            ((ObjectNode) parent).set(last, ExactJson.read(text));
        }
    }

    /** What stands there; a map that is left out because all its entries are unknown is made anew. */
    private static JsonNode child(JsonNode parent, String name) {
        if (parent instanceof ArrayNode array) {
            return array.get(Integer.parseInt(name));
        }
        return parent.has(name) ? parent.get(name) : ((ObjectNode) parent).putObject(name);
    }

    /** The member that a segment of a pointer names. */
    static String name(String segment) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '~') {
                name.append(c);
            } else if (segment.charAt(i + 1) == 'u') {
                name.append((char) Integer.parseInt(segment.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                name.append(segment.charAt(i + 1) == '0' ? '~' : '/');
                i++;
            }
        }
        return name.toString();
    }
}
