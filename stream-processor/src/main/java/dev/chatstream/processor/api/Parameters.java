/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.query.Period;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.TimeRange;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a request's parameters. An unknown one is an error: a misspelt filter must not widen the answer. */
final class Parameters {
    /** Where to go on. */
    static final String CURSOR = "cursor";

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    private final MultiMap query;

    /** @param known names of the parameters that the resource takes */
    Parameters(MultiMap query, Set<String> known) throws BadParameter {
        this.query = query;
        for (String name : query.names()) {
            if (!known.contains(name)) {
                throw new BadParameter("an unknown parameter", "only " + String.join(", ", new TreeSet<>(known)));
            }
            if (query.getAll(name).size() > 1 || query.get(name).isEmpty()) {
                throw new BadParameter(name, "to be given once, with a value");
            }
        }
    }

    static long accountId(String segment) throws BadParameter {
        return whole(segment)
                .orElseThrow(() -> new BadParameter("the account in the path", "a whole number of 64 bits"));
    }

    /** A number of 64 bits; empty when it is none. Java itself would take a plus, and the digits of every script. */
    static Optional<Long> whole(String text) {
        try {
            return WHOLE.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Names of the parameters that say which stretch of time an answer is about, and {@code others}. */
    static Set<String> aboutAPeriodAnd(String... others) {
        Set<String> names = new TreeSet<>(List.of(others));
        names.addAll(List.of("window", "from", "to", "tz"));
        return names;
    }

    /** Either a window that moves with the clock, or what lies between two bounds. */
    Period period(ZoneId zone) throws BadParameter {
        Optional<String> window = text("window");
        Optional<String> from = text("from");
        Optional<String> to = text("to");
        if (from.isEmpty() && to.isEmpty()) {
            List<String> names = RollingWindow.parameters();
            return new Period.Rolling(window.flatMap(RollingWindow::named)
                    .orElseThrow(() -> new BadParameter(
                            "window", "one of " + String.join(", ", names) + "; or from and to instead")));
        }
        if (window.isPresent()) {
            throw new BadParameter("window", "not to be given together with from and to");
        }
        if (from.isEmpty() || to.isEmpty()) {
            throw new BadParameter(from.isEmpty() ? "from" : "to", "to be given, because the other bound is");
        }
        Instant begin = Moments.read("from", from.get(), zone);
        Instant end = Moments.read("to", to.get(), zone);
        if (!begin.isBefore(end)) {
            throw new BadParameter("to", "later than from; the range ends right before it");
        }
        return new Period.Fixed(new TimeRange(begin, end));
    }

    boolean compares() throws BadParameter {
        return oneOf("compare", List.of("previous")).isPresent();
    }

    /** A number from 1 to {@code most}. */
    int number(String name, int usual, int most) throws BadParameter {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return usual;
        }
        return whole(given.get())
                .filter(number -> number >= 1 && number <= most)
                .map(Long::intValue)
                .orElseThrow(() -> new BadParameter(name, "a whole number from 1 to " + most));
    }

    boolean flag(String name) throws BadParameter {
        return oneOf(name, List.of("true", "false")).filter("true"::equals).isPresent();
    }

    Optional<String> oneOf(String name, List<String> values) throws BadParameter {
        Optional<String> given = text(name);
        if (given.isPresent() && !values.contains(given.get())) {
            throw new BadParameter(name, (values.size() > 1 ? "one of " : "") + String.join(", ", values));
        }
        return given;
    }

    /** What the answer is about: an agent, group, country or trigger, or the account as a whole. */
    DimensionKey about(Set<Dimension> counted) throws BadParameter {
        return Dimensions.about(query, counted);
    }

    Optional<ZoneId> zone() throws BadParameter {
        Optional<String> name = text("tz");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ZonesConfig.named(name.get())
                .orElseThrow(() -> new BadParameter("tz", "an IANA time zone such as Europe/Prague")));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** Everything that was given. */
    Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        query.forEach(given::put);
        return given;
    }
}
