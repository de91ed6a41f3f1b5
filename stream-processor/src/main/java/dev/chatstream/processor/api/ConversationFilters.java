/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.ConversationType;
import dev.chatstream.processor.listing.Condition;
import dev.chatstream.processor.listing.FactsField;
import dev.chatstream.processor.listing.FactsField.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parameters that narrow a list of conversations: one or more for each field of the facts. */
final class ConversationFilters {
    private static final String NONE = "null";
    private static final String MIN = ".min";
    private static final String MAX = ".max";
    private static final String FROM = ".from";
    private static final String TO = ".to";

    /** Instants beyond these do not fit into milliseconds. */
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    /** Fields by the name of their filter: the field's own, a list's in the singular. */
    private static final Map<String, FactsField> FIELDS = fields();

    private static final List<String> TYPES = Arrays.stream(ConversationType.values())
            .map(type -> type.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList();

    private ConversationFilters() {}

    private static Map<String, FactsField> fields() {
        Map<String, FactsField> fields = new TreeMap<>();
        for (FactsField field : FactsField.values()) {
            switch (field) {
                case ACCOUNT_ID, COUNTED_AT, RESPONSE_TIMES_AGENTS -> {
                    // the path, from and to; a position in another list
                }
                case AGENTS -> fields.put("agent", field);
                case TRIGGERS -> fields.put("trigger", field);
                case ANOMALIES -> fields.put("anomaly", field);
                case RESPONSE_TIMES -> fields.put("responseTimeSeconds", field);
                default -> fields.put(field.title(), field);
            }
        }
        // as the other resources call it
        fields.put("country", FactsField.COUNTRY);
        return fields;
    }

    /** Every parameter. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        FIELDS.forEach((name, field) -> {
            if (field.kind() != Kind.INSTANT) {
                names.add(name);
            }
            switch (field.kind()) {
                case NUMBER, NUMBERS -> names.addAll(List.of(name + MIN, name + MAX));
                case INSTANT -> names.addAll(List.of(name + FROM, name + TO));
                default -> {
                    // only as a value
                }
            }
        });
        return names;
    }

    static List<Condition> conditions(Parameters parameters) throws BadParameter {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, FactsField> filter : FIELDS.entrySet()) {
            String name = filter.getKey();
            FactsField field = filter.getValue();
            Optional<String> wanted = parameters.text(name);
            if (wanted.isPresent()) {
                conditions.add(value(name, field, wanted.get()));
            }
            if (parameters.text(name + MIN).isPresent()
                    || parameters.text(name + MAX).isPresent()) {
                conditions.add(new Condition.Between(
                        field,
                        number(name + MIN, parameters.text(name + MIN), Long.MIN_VALUE),
                        number(name + MAX, parameters.text(name + MAX), Long.MAX_VALUE)));
            }
            if (parameters.text(name + FROM).isPresent()
                    || parameters.text(name + TO).isPresent()) {
                conditions.add(new Condition.During(
                        field,
                        instant(name + FROM, parameters.text(name + FROM), FIRST),
                        instant(name + TO, parameters.text(name + TO), LAST)));
            }
        }
        return conditions;
    }

    private static Condition value(String name, FactsField field, String wanted) throws BadParameter {
        boolean nullable = field.kind() != Kind.FLAG && field.kind() != Kind.TYPE;
        if (nullable && wanted.equals(NONE)) {
            return new Condition.Missing(field);
        }
        return new Condition.OneOf(
                field,
                switch (field.kind()) {
                    case TYPE -> types(name, wanted);
                    case FLAG -> Set.of(flag(name, wanted));
                    case NUMBER, NUMBERS -> Set.of(number(name, Optional.of(wanted), 0));
                    case TEXT, TEXTS, INSTANT ->
                        Set.of(field == FactsField.COUNTRY ? wanted.toUpperCase(Locale.ROOT) : wanted);
                });
    }

    private static Set<String> types(String name, String wanted) throws BadParameter {
        Set<String> types = new TreeSet<>(Arrays.asList(wanted.split(",", -1)));
        if (!TYPES.containsAll(types)) {
            throw new BadParameter(name, "one or more of " + String.join(", ", TYPES) + ", separated by commas");
        }
        return types;
    }

    private static Boolean flag(String name, String wanted) throws BadParameter {
        return switch (wanted) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadParameter(name, "true or false");
        };
    }

    private static Long number(String name, Optional<String> wanted, long otherwise) throws BadParameter {
        if (wanted.isEmpty()) {
            return otherwise;
        }
        String or = name.endsWith(MIN) || name.endsWith(MAX) ? "" : ", or null";
        return Parameters.whole(wanted.get()).orElseThrow(() -> new BadParameter(name, "a whole number" + or));
    }

    private static Instant instant(String name, Optional<String> wanted, Instant otherwise) throws BadParameter {
        try {
            return wanted.isPresent() ? Instant.parse(wanted.get()) : otherwise;
        } catch (DateTimeException e) {
            throw new BadParameter(name, "an instant such as 2026-11-20T12:00:00Z");
        }
    }
}
