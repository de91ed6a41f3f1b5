/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.aggregate.Aggregate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which figures the rows of an answer have: all, or those that were asked for, as a list of values in the order of the
 * names. A chart of 168 hours needs three figures of each and not fifty.
 */
final class FigureChoice {
    static final String PARAMETER = "figures";

    private final FiguresView figures;
    private final List<String> names;
    private final List<JsonPointer> places;

    private FigureChoice(FiguresView figures, List<String> names) {
        this.figures = figures;
        this.names = List.copyOf(names);
        this.places = this.names.stream()
                .map(name -> JsonPointer.compile("/" + name.replace('.', '/')))
                .toList();
    }

    static FigureChoice of(Parameters parameters, FiguresView figures) throws BadParameter {
        Optional<String> given = parameters.text(PARAMETER);
        List<String> names = given.map(text -> List.of(text.split(",", -1))).orElse(List.of());
        Set<String> known = figures.paths();
        if (!known.containsAll(names) || new HashSet<>(names).size() < names.size()) {
            throw new BadParameter(
                    PARAMETER,
                    "paths of figures such as counts.total or firstResponse.p50, each once, separated by commas");
        }
        return new FigureChoice(figures, names);
    }

    /** Names the figures of the rows, when not all are wanted. */
    void addNames(ObjectNode answer) {
        if (!names.isEmpty()) {
            ArrayNode named = answer.putArray(PARAMETER);
            names.forEach(named::add);
        }
    }

    ObjectNode addTo(ObjectNode row, Aggregate aggregate) {
        return addTo(row, figures.addTo(JsonNodeFactory.instance.objectNode(), aggregate));
    }

    /** @param complete has all figures */
    ObjectNode addTo(ObjectNode row, ObjectNode complete) {
        if (names.isEmpty()) {
            return row.setAll(complete);
        }
        ArrayNode values = row.putArray(PARAMETER);
        places.forEach(place -> values.add(complete.at(place)));
        return row;
    }
}
