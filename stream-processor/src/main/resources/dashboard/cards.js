// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// The figures at a glance: each with how many values it rests on, how it was before, and how it went.

import {h} from "./view.js";
import {at, FEW, rows} from "./questions.js";
import {pathOf} from "./plot.js";
import {WINDOWS} from "./address.js";
import {agentName} from "./format.js";

/**
 * `path` of the figure; `n` of how many values; `better` is up or down where one is better than the other; `filters` of the
 * conversations behind it.
 */
function cardsFor(within) {
    const answered = {path: "firstResponse", n: "firstResponse.n", noun: "first answer", better: "down", unit: "s"};
    const filters = {"firstResponseSeconds.min": 0, creditedTo: "firstAgent"};
    const rated = {n: "rating.n", noun: "rating", better: "up"};
    return [
        {path: "counts.total", name: "Conversations", unit: "conversations", title: "All conversations", filters: {}},
        {path: "missedRate", name: "Missed", unit: "ratio", better: "down", n: "counts.missed", title: "Missed conversations", filters: {type: "missed"}},
        {...answered, path: "firstResponse.p50", name: "First answer, median", title: "Conversations with a first answer", filters},
        {...answered, path: "firstResponse.p90", name: "First answer, 9\u00a0of\u00a010", title: "Conversations with a first answer", filters},
        {...answered, path: `firstResponse.within.${within}`, name: `Within ${within} seconds`, unit: "ratio", better: "up",
            title: `First answers within ${within} s`, filters: {...filters, "firstResponseSeconds.max": within}},
        {...rated, path: "rating.mean", name: "Rating", unit: "stars", title: "Rated conversations",
            filters: {"rating.min": 1, creditedTo: "lastAgent"}},
        {...rated, path: "rating.csat", name: "Satisfied", unit: "ratio", title: "Ratings of 4 and 5 stars",
            filters: {"rating.min": 4, creditedTo: "lastAgent"}},
    ];
}

export function cards(model) {
    const within = model.definitions.within[0] ?? null;
    return cardsFor(within).filter((card) => within !== null || !card.path.includes(".within.")).map((card) => cardOf(model, card));
}

function cardOf(model, card) {
    const {summary, format, definitionsShown, show} = model;
    const value = at(summary, card.path);
    const few = card.n !== undefined && card.n !== "counts.missed" && at(summary, card.n) > 0 && at(summary, card.n) < FEW;
    return h("article", {key: card.path, class: few ? "card few" : "card"},
        h("h2", null, definitionsShown.term(card.path, card.name)),
        h("button", {
            type: "button", class: "figure", "data-figure": card.path, "data-value": value ?? "",
            "aria-label": `${card.name}: ${value === null ? "nothing to compute it from" : spoken(format, card.unit, value)}; show the conversations`,
            onclick: () => show({title: card.title, filters: card.filters}),
        }, format.value(card.unit, value), card.unit === "stars" && value !== null ? h("span", {class: "unit"}, " ★") : null),
        h("p", {class: "basis"}, basis(model, card)),
        change(model, card),
        sparkline(model, card));
}

function spoken(format, unit, value) {
    return unit === "s" ? format.seconds(value, "long") : unit === "stars" ? `${format.value(unit, value)} of 5 stars` : format.value(unit, value);
}

/** What the figure rests on, in words. */
function basis({summary, format}, card) {
    if (card.path === "counts.total") {
        const {chat, missed, offline, unclassified} = summary.counts;
        return [[chat, "chats", "chat"], [missed, "missed", "missed"], [offline, "offline", "offline"], [unclassified, "other", "other"]]
            .filter(([n]) => n > 0)
            .map(([n, many, one]) => `${format.value("conversations", n)}\u00a0${n === 1 ? one : many}`)
            .join("\u00a0· ") || "none has ended";
    }
    if (card.path === "missedRate") {
        const {chat, missed} = summary.counts;
        return chat + missed === 0 ? "nobody to be missed" : `${format.value("", missed)} of ${format.value("", chat + missed)}`;
    }
    const n = at(summary, card.n);
    if (n === 0) {
        return card.noun === "rating" ? "nobody has rated" : "nobody was answered";
    }
    const interval = card.path === "rating.csat" ? summary.rating.csatInterval : null;
    const range = interval === null ? "" : `\u00a0· likely ${format.roughShare.format(interval[0])} to ${format.roughShare.format(interval[1])}`;
    return `${n < FEW ? "only " : ""}${format.count(n, card.noun)}${range}`;
}

/** How it was before: in colour only where one way is better and there are enough values on both sides. */
function change({summary, view, format}, card) {
    if (!view.compare) {
        return null;
    }
    const now = at(summary, card.path);
    const before = summary.previous === null ? null : at(summary.previous, card.path);
    const when = WINDOWS.get(view.window).before;
    if (now === null || before === null) {
        return h("p", {class: "change", title: when}, before === null ? "nothing before" : `before: ${format.value(card.unit, before)}`);
    }
    const difference = now - before;
    const enough = card.n === undefined || card.n === "counts.missed" || (at(summary, card.n) >= FEW && at(summary.previous, card.n) >= FEW);
    const chance = card.path === "rating.csat" && before >= summary.rating.csatInterval[0] && before <= summary.rating.csatInterval[1];
    const tone = difference === 0 || card.better === undefined || !enough || chance ? "" : (difference > 0) === (card.better === "up") ? " good" : " bad";
    const arrow = difference === 0 ? "=" : difference > 0 ? "▲" : "▼";
    const words = difference === 0 ? "as before" : difference > 0 ? "more than before" : "less than before";
    return h("p", {class: `change${tone}`, title: `${when}: ${format.value(card.unit, before)}`},
        h("span", {"aria-hidden": "true"}, `${arrow} `), difference === 0 ? words : [h("span", {class: "hush"}, `${words}, `), `was ${format.value(card.unit, before)}`]);
}

function sparkline({series}, card) {
    const values = series === null ? [] : rows(series, "points").map((point) => point.at(card.path));
    const known = values.filter((value) => value !== null);
    if (known.length < 2) {
        return h("div", {class: "spark"});
    }
    const [low, high] = card.unit === "conversations" || card.unit === "ratio" ? [0, Math.max(...known)] : [Math.min(...known), Math.max(...known)];
    const y = (value) => 29 - ((value - low) / (high - low || 1)) * 26;
    const x = (i) => 2 + (i / (values.length - 1)) * 116;
    const last = values.findLastIndex((value) => value !== null);
    return h("svg", {class: "spark", viewBox: "0 0 120 32", preserveAspectRatio: "none", "aria-hidden": "true"},
        h("path", {d: pathOf(values, x, y)}),
        h("path", {class: "dot", d: `M${x(last)} ${y(values[last])}h0.01`}));
}

/** The whole in two sentences. */
export function lead({summary, view, format}) {
    const {when} = WINDOWS.get(view.window);
    const {counts, firstResponse, missedRate} = summary;
    const who = view.agent === null ? "" : ` with ${agentName(view.agent)}`;
    if (counts.total === 0) {
        return `No conversations${who} ${when}.`;
    }
    const missed = counts.missed === 0 ? "none missed" : `${format.value("ratio", missedRate)} missed`;
    const waited = firstResponse.n === 0 ? "" : ` Half of the visitors had a first answer within ${format.seconds(firstResponse.p50, "long")}.`;
    return `${format.count(counts.total, "conversation")}${who} ${when}, ${missed}.${waited}`;
}
