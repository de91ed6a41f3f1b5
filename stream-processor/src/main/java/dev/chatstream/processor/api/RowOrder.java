/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

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
        boolean number = figures.paths().contains(path) && !FiguresView.CSAT_INTERVAL.equals(path);
        if (!number && !VALUE.equals(path)) {
            throw new BadParameter(
                    "sort",
                    "value, or the path of a number of a row such as counts.total or firstResponse.p50,"
                            + " with a minus before it for the greatest first");
        }
        return new RowOrder(name, "/" + path.replace('.', '/'), falling);
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
