// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What the page asks about a view, and what the answers' rows mean.

import {ownZone} from "./address.js";

/** Fewer values than that say little: they are greyed and never ranked above more. */
export const FEW = 5;

const SERIES = [
    "counts.total", "counts.chat", "counts.missed", "counts.offline", "counts.unclassified", "missedRate",
    "firstResponse.n", "firstResponse.p50", "firstResponse.p90", "rating.n", "rating.mean", "rating.csat",
];
const AGENTS = [
    "counts.total", "counts.missed", "missedRate", "firstResponse.n", "firstResponse.p50", "firstResponse.p90",
    "rating.n", "rating.mean", "rating.csat", "rating.csatInterval",
];
const HEAT = ["counts.total", "counts.missed", "missedRate", "firstResponse.n", "firstResponse.p50"];
/** As many points as people can tell apart, in steps that have a name. */
const STEPS = new Map([
    ["PT5M", "PT1M"], ["PT15M", "PT1M"], ["PT1H", "PT5M"], ["today", "PT1H"], ["PT24H", "PT1H"], ["P7D", "P1D"], ["P30D", "P1D"],
]);
const MOST_AGENTS = 200;
const RECENT = 8;

/** The resource that has the figures at a glance, with `agent` null where agents are not counted. */
export function summaryOf({window, zone, agent, compare}) {
    return resource("summary", {window, tz: zone, agent, compare: compare ? "previous" : null, explain: "true"});
}

/**
 * The resources that show a view, by what they are for.
 *
 * @param definitions the answer of metric-definitions
 */
export function questions(view, definitions) {
    const within = definitions.within.map((seconds) => `firstResponse.within.${seconds}`);
    const byAgent = definitions.dimensions.includes("agent");
    const about = {window: view.window, tz: view.zone, agent: byAgent ? view.agent : null};
    const asked = {
        summary: summaryOf({...view, agent: about.agent}),
        series: resource("timeseries", {...about, step: STEPS.get(view.window), figures: [...SERIES, ...within].join()}),
        spread: resource("distribution", {...about, metric: "firstResponse"}),
        stars: resource("distribution", {...about, metric: "rating"}),
        heat: resource("heatmap", {...about, window: heatWindow(view), figures: HEAT.join()}),
        recent: resource("conversations", {...about, limit: RECENT}),
    };
    if (byAgent) {
        const figures = [...AGENTS, ...within].join();
        asked.agents = resource("breakdown", {by: "agent", window: view.window, tz: view.zone, figures, limit: MOST_AGENTS});
    }
    return asked;
}

/** Weekdays and hours need a week at least. */
export function heatWindow(view) {
    return view.window === "P30D" ? "P30D" : "P7D";
}

/** Address of the conversations behind a figure; `creditedTo` is the field that names the agent who counts for it. */
export function listing(view, {creditedTo = "agent", ...wanted}, parameters) {
    const window = wanted.from === undefined ? {window: view.window} : {};
    const agent = view.agent === null ? {} : {[creditedTo]: view.agent};
    return resource("conversations", {...window, tz: view.zone, ...agent, ...wanted, ...parameters});
}

/**
 * Where a list of what an answer counts has to end: its window goes to the end of a quarter that may not be over, and lists
 * to the end of the minute in which it was answered.
 */
export function endOf(to, asOf) {
    const minute = (Math.floor(Date.parse(asOf) / 60_000) + 1) * 60_000;
    return new Date(Math.min(Date.parse(to), minute)).toISOString();
}

/** The rows of an answer with `figures`, each as a function from a figure's path to its value. */
export function rows(answer, member) {
    const place = new Map(answer.figures.map((path, index) => [path, index]));
    return answer[member].map((row) => ({...row, at: (path) => row.figures[place.get(path)]}));
}

/** The value at a path of an answer that has all figures. */
export function at(answer, path) {
    return path.split(".").reduce((node, name) => node?.[name], answer);
}

function resource(name, parameters) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(parameters)) {
        if (value != null) {
            query.set(key, value);
        }
    }
    return `${name}?${query}`;
}

/** Zones to choose from, the reader's own and UTC first. */
export function zones() {
    const all = Intl.supportedValuesOf?.("timeZone") ?? [];
    return [...new Set([ownZone(), "UTC", ...all])];
}
