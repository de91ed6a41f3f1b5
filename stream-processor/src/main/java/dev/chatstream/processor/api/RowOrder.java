/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.aggregate.Aggregate;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sorts rows of figures by any number in them, named by its path, such as {@code firstResponse.p50}; a minus before it
 * puts the greatest first. What cannot be computed comes last either way, and equal rows are sorted by their value.
 */
final class RowOrder implements Comparator<ObjectNode> {
    private static final String VALUE = "value";

    private final String name;
    private final String path;
    private final boolean falling;

    private RowOrder(String name, String path, boolean falling) {
        this.name = name;
        this.path = path;
        this.falling = falling;
    }

    static RowOrder of(String name, FiguresView figures) throws BadParameter {
        boolean falling = name.startsWith("-");
        String path = falling ? name.substring(1) : name;
        Set<String> known = new TreeSet<>(Set.of(VALUE));
        addNumbers("", figures.addTo(JsonNodeFactory.instance.objectNode(), Aggregate.ZERO), known);
        if (!known.contains(path)) {
            throw new BadParameter(
                    "sort",
                    "value, or the path of a number of a row such as counts.total or firstResponse.p50,"
                            + " with a minus before it for the greatest first");
        }
        return new RowOrder(name, "/" + path.replace('.', '/'), falling);
    }

    private static void addNumbers(String prefix, ObjectNode figures, Set<String> paths) {
        for (Map.Entry<String, JsonNode> member : figures.properties()) {
            String path = prefix + member.getKey();
            if (member.getValue() instanceof ObjectNode inner) {
                addNumbers(path + ".", inner, paths);
            } else if (!member.getValue().isTextual() && !"rating.csatInterval".equals(path)) {
                paths.add(path);
            }
        }
    }

    /** As the parameter spells it. */
    String name() {
        return name;
    }

    @Override
    public int compare(ObjectNode left, ObjectNode right) {
        int byPath = VALUE.equals(path.substring(1)) ? 0 : byNumber(left.at(path), right.at(path));
        if (byPath != 0) {
            return byPath;
        }
        int byValue = left.get(VALUE).textValue().compareTo(right.get(VALUE).textValue());
        return falling && VALUE.equals(path.substring(1)) ? -byValue : byValue;
    }

    private int byNumber(JsonNode left, JsonNode right) {
        if (left.isNull() || right.isNull()) {
            return Boolean.compare(left.isNull(), right.isNull());
        }
        int rising = Double.compare(left.doubleValue(), right.doubleValue());
        return falling ? -rising : rising;
    }
}
