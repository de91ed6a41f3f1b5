/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.listing.Condition;
import dev.chatstream.processor.listing.Cursor;
import dev.chatstream.processor.listing.Listing;
import dev.chatstream.processor.query.AccountState;
import dev.chatstream.processor.query.Period;
import dev.chatstream.processor.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The conversations that count, by event time: pages as JSON, pages or all of them as CSV and NDJSON.
 *
 * @param retention how long after its event time a conversation is remembered
 */
record ConversationsResource(ZonesConfig zones, Duration retention) implements AccountResource {
    private static final int USUAL_ROWS = 50;
    private static final int MOST_ROWS = 500;
    private static final String LIMIT = "limit";

    /** What may differ from page to page. */
    private static final Set<String> OF_THE_PAGE = Set.of(Parameters.CURSOR, LIMIT, Format.PARAMETER);

    @Override
    public String path() {
        return "/conversations";
    }

    @Override
    public Set<String> parameters() {
        Set<String> names = new TreeSet<>(ConversationFilters.names());
        names.addAll(OF_THE_PAGE);
        names.addAll(Parameters.aboutAPeriodAnd("order"));
        return names;
    }

    @Override
    public boolean goesOn(Parameters parameters) throws BadParameter {
        return Format.of(parameters) != Format.JSON && parameters.text(LIMIT).isEmpty();
    }

    @Override
    public AccountQuestion question(long accountId, Parameters parameters) throws BadParameter {
        Format format = Format.of(parameters);
        long fingerprint = Cursor.fingerprint(accountId, sameOnEveryPage(parameters));
        List<Condition> conditions = ConversationFilters.conditions(parameters);
        Listing listing = new Listing(fingerprint, newestFirst(parameters), conditions);
        Optional<Cursor> after = cursor(parameters, fingerprint);
        Listing.Effort effort = Listing.Effort.rows(limit(parameters));
        ZoneId zone = zones.of(accountId, parameters.zone());
        Optional<Period> period = period(parameters, zone);
        ConversationsView view = new ConversationsView(accountId, zone, listing.newestFirst(), after.isEmpty());
        return account -> {
            try {
                TimeRange range = after.isPresent() ? after.get().range() : range(account, period, zone);
                return view.reply(listing.page(account, range, after, effort), format);
            } catch (BadParameter e) {
                return Reply.problem(e.problem());
            }
        };
    }

    private static Optional<Period> period(Parameters parameters, ZoneId zone) throws BadParameter {
        boolean given = Stream.of("window", "from", "to")
                .anyMatch(name -> parameters.text(name).isPresent());
        return given ? Optional.of(parameters.period(zone)) : Optional.empty();
    }

    private static Map<String, String> sameOnEveryPage(Parameters parameters) {
        Map<String, String> given = new TreeMap<>(parameters.given());
        given.keySet().removeAll(OF_THE_PAGE);
        return given;
    }

    private static boolean newestFirst(Parameters parameters) throws BadParameter {
        return switch (parameters.text("order").orElse("desc")) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw new BadParameter("order", "asc or desc");
        };
    }

    private static Optional<Cursor> cursor(Parameters parameters, long fingerprint) throws BadParameter {
        Optional<String> text = parameters.text(Parameters.CURSOR);
        Optional<Cursor> cursor = text.flatMap(given -> Cursor.parse(given, fingerprint));
        if (text.isPresent() && cursor.isEmpty()) {
            throw new BadParameter(
                    Parameters.CURSOR, "the next of an earlier page, with the other parameters as they were then");
        }
        return cursor;
    }

    private static int limit(Parameters parameters) throws BadParameter {
        Optional<String> limit = parameters.text(LIMIT);
        if (limit.isEmpty()) {
            return Format.of(parameters) == Format.JSON ? USUAL_ROWS : MOST_ROWS;
        }
        try {
            int rows = Integer.parseInt(limit.get());
            if (rows >= 1 && rows <= MOST_ROWS) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // as for a number that is too large
        }
        throw new BadParameter(LIMIT, "1 to " + MOST_ROWS);
    }

    /**
     * Exactly what lies between two bounds; of a window what its summary covers; everything that is remembered when
     * neither is given.
     */
    private TimeRange range(AccountState account, Optional<Period> period, ZoneId zone) throws BadParameter {
        Instant now = account.now();
        Instant earliest = Granularity.QUARTER.floor(now.minus(retention));
        if (period.isEmpty()) {
            return new TimeRange(earliest, TimeRange.endOfMinute(now));
        }
        if (period.get() instanceof Period.Fixed fixed) {
            PeriodQuestion.requireBegun(fixed.range(), now);
            return kept("from", fixed.range(), earliest);
        }
        return kept("window", period.get().window(now, zone).range(), earliest);
    }

    private static TimeRange kept(String parameter, TimeRange range, Instant earliest) throws BadParameter {
        if (range.from().isBefore(earliest)) {
            throw new BadParameter(Problem.notKept(parameter, range.from(), earliest));
        }
        return new TimeRange(nextMillisecond(range.from()), nextMillisecond(range.to()));
    }

    /** The first whole one at or after {@code instant}: conversations end at whole ones, so this bounds the same. */
    private static Instant nextMillisecond(Instant instant) {
        Instant before = instant.truncatedTo(ChronoUnit.MILLIS);
        return before.equals(instant) ? before : before.plusMillis(1);
    }
}
