// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Numbers as people of the reader's country write them, times in the zone of the view.

const NONE = "–";

/** Writes the values of a view. */
export class Format {
    constructor(zone, locale = navigator.languages) {
        this.zone = zone;
        this.locale = locale;
        const number = (options) => new Intl.NumberFormat(locale, options);
        this.whole = number({maximumFractionDigits: 0});
        this.decimal = number({maximumFractionDigits: 1});
        this.stars = number({minimumFractionDigits: 2, maximumFractionDigits: 2});
        this.share = number({style: "percent", maximumFractionDigits: 1});
        this.roughShare = number({style: "percent", maximumFractionDigits: 0});
        this.units = new Map();
        const time = (options) => new Intl.DateTimeFormat(locale, {timeZone: zone, ...options});
        this.clock = time({hour: "numeric", minute: "2-digit"});
        this.clockSeconds = time({hour: "numeric", minute: "2-digit", second: "2-digit"});
        this.day = time({weekday: "short", day: "numeric", month: "short"});
        this.dayClock = time({weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit"});
    }

    /** The value of a unit of the API's; "–" where nothing could be computed. */
    value(unit, value) {
        if (value == null) {
            return NONE;
        }
        switch (unit) {
            case "s": return this.seconds(value);
            case "ratio": return this.share.format(value);
            case "stars": return this.stars.format(value);
            default: return this.whole.format(value);
        }
    }

    /** A span of whole seconds, in at most two units. */
    seconds(span, display = "narrow") {
        if (span == null) {
            return NONE;
        }
        const rounded = Math.round(span);
        if (rounded < 120) {
            return this.unit("second", rounded, display);
        }
        const [big, small, size] = rounded < 7_200 ? ["minute", "second", 60] : ["hour", "minute", 3_600];
        const rest = Math.floor((rounded % size) / (size / 60));
        const whole = this.unit(big, Math.floor(rounded / size), display);
        return rest === 0 ? whole : `${whole} ${this.unit(small, rest, display)}`;
    }

    unit(unit, value, display) {
        const name = `${unit} ${display}`;
        if (!this.units.has(name)) {
            this.units.set(name, new Intl.NumberFormat(this.locale, {style: "unit", unit, unitDisplay: display}));
        }
        return this.units.get(name).format(value);
    }

    /** "n conversations", as many as there are. */
    count(n, one, many = `${one}s`) {
        return `${this.whole.format(n)} ${n === 1 ? one : many}`;
    }

    /** From when to when, as short as the length allows. */
    span(from, to) {
        const begin = new Date(from);
        const end = new Date(to);
        if (end - begin > 20 * 3_600_000) {
            return this.day.format(begin);
        }
        return `${this.dayClock.format(begin)} – ${this.clock.format(end)}`;
    }

    /** Name of a weekday, 1 is Monday. */
    weekday(number, length = "short") {
        // the first of January 2024 was a Monday
        return new Intl.DateTimeFormat(this.locale, {weekday: length, timeZone: "UTC"}).format(Date.UTC(2024, 0, number));
    }

    /** Hour of the clock, 0 to 23. */
    hour(number) {
        return new Intl.DateTimeFormat(this.locale, {hour: "numeric", timeZone: "UTC"}).format(Date.UTC(2024, 0, 1, number));
    }
}

/** "Agent 3" of "agent:3"; hooks are kept without names. */
export function agentName(value) {
    return value === null ? "nobody" : value.replace(/^agent:/, "Agent ");
}
