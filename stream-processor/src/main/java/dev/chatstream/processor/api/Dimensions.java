/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.bounds.Bounds;
import io.vertx.core.MultiMap;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What an account's figures can be narrowed to or broken down by, as parameters. */
final class Dimensions {
    /** In the order in which they are listed for people. */
    static final List<Dimension> ALL = List.of(Dimension.AGENT, Dimension.GROUP, Dimension.COUNTRY, Dimension.TRIGGER);

    private static final Map<Dimension, Pattern> FORMS = new EnumMap<>(Map.of(
            Dimension.AGENT, Pattern.compile("agent:.+"),
            Dimension.COUNTRY, Pattern.compile("[A-Za-z]{2}")));

    private static final Map<Dimension, String> EXPECTED =
            new EnumMap<>(Map.of(Dimension.AGENT, "agent:<number>", Dimension.COUNTRY, "two letters such as CZ"));

    private Dimensions() {}

    /** Name of the dimension's parameter. */
    static String name(Dimension dimension) {
        return dimension.name().toLowerCase(Locale.ROOT);
    }

    /** The one thing that the parameters narrow the answer to, or the account as a whole. */
    static DimensionKey about(MultiMap query, Set<Dimension> counted) throws BadParameter {
        List<Dimension> given = ALL.stream()
                .filter(dimension -> query.contains(name(dimension)))
                .toList();
        if (given.isEmpty()) {
            return DimensionKey.ACCOUNT;
        }
        if (given.size() > 1) {
            List<String> names = given.stream().map(Dimensions::name).toList();
            throw new BadParameter(String.join(" and ", names), "at most one of agent, group, country, trigger");
        }
        Dimension dimension = given.get(0);
        requireCounted(name(dimension), dimension, counted);
        String value = query.get(name(dimension));
        Pattern form = FORMS.get(dimension);
        if (form != null && !form.matcher(value).matches()) {
            throw new BadParameter(name(dimension), String.valueOf(EXPECTED.get(dimension)));
        }
        if (value.length() > Bounds.LONGEST_LABEL) {
            throw new BadParameter(
                    name(dimension), "at most " + Bounds.LONGEST_LABEL + " characters, what is longer is cut to that");
        }
        return new DimensionKey(dimension, dimension == Dimension.COUNTRY ? value.toUpperCase(Locale.ROOT) : value);
    }

    /** Refuses what is not counted: its figures would be zeros that were never measured. */
    static void requireCounted(String parameter, Dimension dimension, Set<Dimension> counted) throws BadParameter {
        if (!counted.contains(dimension)) {
            throw new BadParameter(
                    parameter, "nothing: not counted, because the setting dimensions." + name(dimension) + " is off");
        }
    }
}
