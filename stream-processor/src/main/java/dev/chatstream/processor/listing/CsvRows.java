/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import dev.chatstream.avro.ConversationFacts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversations as CSV (RFC 4180). Spreadsheets run what looks like a formula, and visitors choose groups' names: text
 * that starts like one gets an apostrophe.
 */
public final class CsvRows {
    /** Between the elements of a list. */
    private static final String SEPARATOR = "|";

    private static final String END = "\r\n";
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvRows() {}

    /** The titles of the columns. */
    public static String header() {
        return Arrays.stream(FactsField.values()).map(FactsField::title).collect(Collectors.joining(",")) + END;
    }

    public static String row(ConversationFacts facts) {
        return Arrays.stream(FactsField.values())
                        .map(field -> quoted(cell(field.of(facts))))
                        .collect(Collectors.joining(","))
                + END;
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> list) {
            String joined = list.stream().map(CsvRows::element).collect(Collectors.joining(SEPARATOR));
            return list.stream().allMatch(Number.class::isInstance) ? joined : harmless(joined);
        }
        return value instanceof String text ? harmless(text) : value.toString();
    }

    private static String element(Object value) {
        return value.toString().replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR);
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
