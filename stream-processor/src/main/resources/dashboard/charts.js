// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What the four charts show, from the API's answers.

import {endOf, FEW, rows} from "./questions.js";
import {WINDOWS} from "./address.js";

const TYPES = [
    {path: "counts.chat", name: "Chats", tone: "chat"},
    {path: "counts.missed", name: "Missed", tone: "missed"},
    {path: "counts.offline", name: "Offline messages", tone: "offline"},
    {path: "counts.unclassified", name: "Other", tone: "other"},
];
const STEPS = new Map([["PT1M", "minute"], ["PT5M", "five minutes"], ["PT15M", "quarter of an hour"], ["PT1H", "hour"], ["P1D", "day"]]);

/** Conversations by type over time. */
export function volume(model) {
    const {series, summary, format, view} = model;
    const points = rows(series, "points");
    const types = TYPES.filter((type, i) => i < 3 || summary.counts.unclassified > 0);
    return {
        about: `by the ${STEPS.get(series.step)}, ${WINDOWS.get(view.window).words}`,
        empty: summary.counts.total === 0 ? quiet(view) : undefined,
        plot: {
            ...timeline(model, points),
            name: "Conversations by type",
            form: "columns",
            unit: "conversations",
            axis: (value) => format.value("", value),
            series: types.map(({path, name, tone}) => ({
                name, tone, values: points.map((point) => point.at(path)), text: (value) => format.value("", value),
            })),
        },
        columns: [...SPAN, ...types.map(({path, name}) => ({name: path, title: name, unit: "conversations"}))],
        lines: points.map((point) => [point.from, point.to, ...types.map(({path}) => point.at(path))]),
    };
}

/** Percentiles of the first response over time. */
export function waits(model) {
    const {series, summary, format, view} = model;
    const points = rows(series, "points");
    const lines = [
        {path: "firstResponse.p50", name: "Median", tone: "half"},
        {path: "firstResponse.p90", name: "9 of 10 answered within", tone: "most"},
    ];
    return {
        about: `by the ${STEPS.get(series.step)}, ${WINDOWS.get(view.window).words}`,
        empty: summary.firstResponse.n === 0 ? `Nobody was answered ${WINDOWS.get(view.window).when}, so there is no time to show.` : undefined,
        plot: {
            ...timeline(model, points, (point) => [of(point.at("firstResponse.n"), format, "first answer")]),
            name: "Time to the first answer",
            form: "lines",
            unit: "s",
            axis: (value) => format.seconds(value),
            series: lines.map(({path, name, tone}) => ({
                name, tone, values: points.map((point) => point.at(path)), text: (value) => format.value("s", value),
            })),
        },
        columns: [...SPAN, {name: "firstResponse.n", title: "Answers", unit: ""}, ...lines.map(({path, name}) => ({name: path, title: name, unit: "s"}))],
        lines: points.map((point) => [point.from, point.to, point.at("firstResponse.n"), ...lines.map(({path}) => point.at(path))]),
    };
}

const SPAN = [{name: "from", title: "From", unit: "instant"}, {name: "to", title: "To", unit: "instant"}];

/** What both charts over time have in common. */
function timeline({series, format, show}, points, more = () => []) {
    const daily = series.step === "P1D";
    return {
        bands: points.map((point) => {
            const from = new Date(point.from);
            return {label: daily ? format.day.format(from) : format.clock.format(from), title: format.span(point.from, point.to), partial: point.partial};
        }),
        notes: (i) => [...more(points[i]), ...(points[i].partial ? ["not the whole of it"] : [])],
        open: (i) => show({title: "Conversations", about: format.span(points[i].from, points[i].to), filters: {from: points[i].from, to: endOf(points[i].to, series.asOf)}}),
    };
}

/** How first responses are spread. */
export function spread(model) {
    const {spread: answer, format, show, view} = model;
    return {
        about: answer.n === 0 ? "" : `${format.count(answer.n, "first answer")}${answer.n < FEW ? ": too few to tell much" : ""}`,
        empty: answer.n === 0 ? `Nobody was answered ${WINDOWS.get(view.window).when}.` : undefined,
        plot: {
            name: "How long visitors waited for the first answer",
            form: "columns",
            unit: "conversations",
            axis: (value) => format.value("", value),
            bands: answer.buckets.map((bucket) => ({label: short(bucket, format), title: bucket.label})),
            series: [{name: "First answers", tone: "chat", values: answer.buckets.map((bucket) => bucket.count), text: (value) => format.value("", value)}],
            notes: (i) => [`${format.value("ratio", answer.buckets[i].share)} of them`],
            open: (i) => {
                const {from, to, label} = answer.buckets[i];
                show({title: `First answer after ${label}`, filters: {"firstResponseSeconds.min": from, "firstResponseSeconds.max": to, creditedTo: "firstAgent"}});
            },
        },
        columns: [{name: "label", title: "First answer after"}, {name: "from"}, {name: "to"}, {name: "count"}, {name: "share"}]
            .map((column) => ({title: column.name, unit: column.name === "share" ? "ratio" : "", ...column})),
        lines: answer.buckets.map((bucket) => [bucket.label, bucket.from, bucket.to, bucket.count, bucket.share]),
    };
}

function short(bucket, format) {
    return bucket.to === null ? `> ${format.seconds(bucket.from - 1 - (bucket.from - 1) % 60)}` : `≤ ${format.seconds(bucket.to - bucket.to % 15)}`;
}

/** How many stars visitors gave. */
export function ratings(model) {
    const {stars: answer, format, show} = model;
    const {n, invalid, buckets} = answer;
    const left = invalid === 0 ? "" : `; ${format.value("", invalid)} outside of 1 to 5 left out`;
    return {
        about: n === 0 ? "" : `${format.count(n, "rating")}${n < FEW ? ": too few to tell much" : ""}${left}`,
        empty: n === 0 ? "Nobody has rated in this time. A rating that comes late is added to the conversation it belongs to." : undefined,
        plot: {
            name: "Ratings",
            form: "columns",
            unit: "conversations",
            axis: (value) => format.value("", value),
            bands: buckets.map(({from}) => ({label: "★".repeat(from), title: `${from} of 5 stars`})),
            series: [{name: "Ratings", tone: "chat", values: buckets.map((bucket) => bucket.count), text: (value) => format.value("", value)}],
            notes: (i) => [`${format.value("ratio", buckets[i].share)} of them`],
            open: (i) => show({title: `${buckets[i].from} of 5 stars`, filters: {rating: buckets[i].from, creditedTo: "lastAgent"}}),
        },
        columns: [{name: "stars", title: "Stars", unit: ""}, {name: "count", title: "Ratings", unit: ""}, {name: "share", title: "Share", unit: "ratio"}],
        lines: buckets.map((bucket) => [bucket.from, bucket.count, bucket.share]),
    };
}

function of(n, format, noun) {
    return n === 0 ? "no answers" : `${format.count(n, noun)}${n < FEW ? ", too few to tell much" : ""}`;
}

function quiet(view) {
    return `No conversation ended ${WINDOWS.get(view.window).when}. Conversations appear here when they have ended.`;
}
