/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a bound of a range: an instant with its offset, or a date or time of day in the answer's time zone. */
final class Moments {
    private Moments() {}

    static Instant read(String parameter, String text, ZoneId zone) throws BadParameter {
        // in a query an unescaped + is a space
        String unspaced = text.replace(' ', '+');
        Stream<Function<String, Instant>> forms = Stream.of(
                form -> OffsetDateTime.parse(form).toInstant(),
                form -> LocalDateTime.parse(form).atZone(zone).toInstant(),
                form -> LocalDate.parse(form).atStartOfDay(zone).toInstant());
        return forms.flatMap(form -> attempt(form, unspaced))
                .findFirst()
                .orElseThrow(() -> new BadParameter(
                        parameter,
                        "an instant such as 2026-11-20T12:00:00Z, or a date or time in the time zone of the answer such"
                                + " as 2026-11-20 or 2026-11-20T13:00"));
    }

    private static Stream<Instant> attempt(Function<String, Instant> form, String text) {
        try {
            return Stream.of(form.apply(text));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }
}
