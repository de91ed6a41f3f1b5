/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.processor.query.AccountState;
import dev.chatstream.processor.query.PaneCover;
import dev.chatstream.processor.query.Period;
import dev.chatstream.processor.query.Reading;
import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.query.Window;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A question about a stretch of time. Whether that can be answered depends on the clock, so it is only known when the
 * question is asked.
 *
 * @param compares whether the same is answered about the period before, as {@code previous}
 * @param body what to answer, once the window is known to be good
 */
record PeriodQuestion(Period period, ZoneId zone, boolean compares, Body body) implements AccountQuestion {

    /** Adds to an answer that already says which window it is about. */
    @FunctionalInterface
    interface Body {
        void addTo(ObjectNode json, Reading reading) throws BadParameter;
    }

    @Override
    public Reply answer(AccountState account) {
        try {
            Instant now = account.now();
            Window window = window(now);
            Reading reading = Reading.of(account, window);
            ObjectNode json = head(reading);
            body.addTo(json, reading);
            json.set("previous", compares ? previous(reading) : NullNode.getInstance());
            return window.isClosed(now) ? ContentHash.tagged(json) : Reply.json(json);
        } catch (BadParameter e) {
            return Reply.problem(e.problem());
        }
    }

    private Window window(Instant now) throws BadParameter {
        if (period instanceof Period.Fixed fixed) {
            requireBegun(fixed.range(), now);
            requireKept("from", fixed.range(), now);
        }
        return period.window(now, zone);
    }

    private ObjectNode previous(Reading reading) throws BadParameter {
        Instant now = reading.account().now();
        TimeRange before = period.before(reading.window());
        requireKept("compare", before, now);
        Window window = new Window(reading.window().requested(), PaneCover.of(before, now), zone);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("window", TimeRangeView.json(window.range(), zone));
        body.addTo(json, reading.at(window));
        return json;
    }

    /** Refuses what reaches beyond the current minute. */
    static void requireBegun(TimeRange range, Instant now) throws BadParameter {
        Instant latest = TimeRange.endOfMinute(now);
        if (range.to().isAfter(latest)) {
            throw new BadParameter("to", "at most " + latest + ", the end of the current minute");
        }
    }

    private static void requireKept(String parameter, TimeRange range, Instant now) throws BadParameter {
        Instant earliest = PaneCover.earliest(now);
        if (range.from().isBefore(earliest)) {
            throw new BadParameter(Problem.notKept(parameter, range.from(), earliest));
        }
    }

    private static ObjectNode head(Reading reading) {
        Window window = reading.window();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("accountId", reading.account().accountId());
        ObjectNode bounds = TimeRangeView.json(window.range(), window.zone());
        window.requested().ifPresent(requested -> bounds.set("requested", TimeRangeView.json(requested)));
        json.set("window", bounds);
        json.put("asOf", reading.account().now().toString());
        json.put("watermark", reading.watermark().map(Instant::toString).orElse(null));
        return json.put("stale", reading.account().stale());
    }
}
