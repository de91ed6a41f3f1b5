// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// The agents, ranked so that luck does not win: whoever has few values comes after everybody who has more.

import {h} from "./view.js";
import {FEW, rows} from "./questions.js";
import {agentName} from "./format.js";

const UP = "";
const DOWN = "-";

/**
 * `path` of the figure, `n` of the values it rests on, `best` the order that has the best first, `interval` in which the
 * true value likely lies, `basis` where n is shown beside it.
 */
function columnsFor(within) {
    const answers = {n: "firstResponse.n", unit: "s", best: UP, filters: {"firstResponseSeconds.min": 0, creditedTo: "firstAgent"}};
    const ratings = {n: "rating.n", best: DOWN, filters: {"rating.min": 1, creditedTo: "lastAgent"}};
    return [
        {path: "counts.total", title: "Conversations", unit: "conversations", best: DOWN, filters: {}},
        {path: "missedRate", title: "Missed", n: "counts.total", unit: "ratio", best: UP, filters: {type: "missed"}},
        {...answers, path: "firstResponse.p50", title: "First answer, median", basis: true},
        {...answers, path: "firstResponse.p90", title: "9 of 10"},
        ...within.slice(0, 1).map((seconds) => ({
            ...answers, path: `firstResponse.within.${seconds}`, title: `Within ${seconds} s`, unit: "ratio", best: DOWN,
            filters: {...answers.filters, "firstResponseSeconds.max": seconds},
        })),
        {...ratings, path: "rating.mean", title: "Rating", unit: "stars", basis: true},
        {...ratings, path: "rating.csat", title: "Satisfied", unit: "ratio", interval: "rating.csatInterval", filters: {...ratings.filters, "rating.min": 4}},
    ];
}

export function agents(model) {
    const {agents: answer, definitions, format, view} = model;
    const columns = columnsFor(definitions.within);
    const sorted = ranked(rows(answer, "rows"), view.sort, columns);
    return {
        about: sorted.length === 0 ? "" : `${note(view, columns)}${answer.values > sorted.length ? ` ${format.count(answer.values, "agent")} in all, those with most conversations are shown.` : ""}`,
        empty: sorted.length === 0 ? "No agent wrote in a conversation that ended in this time." : undefined,
        body: table(model, columns, sorted),
        columns: [{name: "agent"}, ...columns.flatMap((column) => [
            {name: column.path}, ...(column.basis ? [{name: column.n}] : []),
            ...(column.interval ? [{name: `${column.interval}.low`}, {name: `${column.interval}.high`}] : []),
        ])],
        lines: sorted.map((row) => [row.value, ...columns.flatMap((column) => [
            row.at(column.path), ...(column.basis ? [row.at(column.n)] : []), ...(column.interval ? row.at(column.interval) ?? [null, null] : []),
        ])]),
    };
}

function note(view, columns) {
    const column = columns.find(({path}) => path === view.sort.replace("-", ""));
    const few = `Grey: fewer than ${FEW} values, always last.`;
    return column?.interval ? `Ranked by what is certain, the lower end of the likely range. ${few}` : few;
}

/**
 * Rows in the order of a figure (with a minus: greatest first): first those with enough values, then those with few, then
 * those without any. Shares with an interval are ranked by the end of it that is certain.
 */
export function ranked(all, sort, columns) {
    const falling = sort.startsWith("-");
    const path = falling ? sort.slice(1) : sort;
    const column = columns.find((candidate) => candidate.path === path);
    const number = (row) => (column?.interval ? row.at(column.interval)?.[falling ? 0 : 1] ?? null : column ? row.at(path) : agentNumber(row));
    const weight = (row) => (column === undefined ? 0 : row.at(path) === null ? 2 : column.n !== undefined && row.at(column.n) < FEW ? 1 : 0);
    return [...all].sort((one, other) => weight(one) - weight(other)
        || ((number(one) ?? 0) - (number(other) ?? 0)) * (falling ? -1 : 1)
        || agentNumber(one) - agentNumber(other));
}

function agentNumber(row) {
    return Number(row.value.replace("agent:", ""));
}

function table(model, columns, sorted) {
    const {view, change} = model;
    const heading = (path, title, best) => {
        const now = view.sort === path ? "ascending" : view.sort === `-${path}` ? "descending" : "none";
        const next = now === "none" ? `${best}${path}` : now === "ascending" ? `-${path}` : path;
        return h("th", {scope: "col", "aria-sort": now},
            h("button", {type: "button", class: path === "value" ? "sort" : "sort term", "data-term": path, onclick: () => change({sort: next})},
                title, h("span", {class: "arrow", "aria-hidden": "true"}, now === "ascending" ? " ▲" : now === "descending" ? " ▼" : "")));
    };
    return h("div", {key: "body", class: "scroll", tabindex: 0, role: "group", "aria-label": "Agents"},
        h("table", {class: "agents"},
            h("caption", {class: "hush"}, "Agents; the buttons in the head sort"),
            h("thead", null, h("tr", null, heading("value", "Agent", UP), columns.map(({path, title, best}) => heading(path, title, best)))),
            h("tbody", null, sorted.map((row) => line(model, columns, row)))));
}

function line(model, columns, row) {
    const {view, change} = model;
    const chosen = view.agent === row.value;
    return h("tr", {key: row.value, class: chosen ? "chosen" : null, "data-agent": row.value},
        h("th", {scope: "row"}, h("button", {
            type: "button", class: "link", "aria-pressed": String(chosen), title: chosen ? "Show everybody" : "Show only this agent",
            onclick: () => change({agent: chosen ? null : row.value}),
        }, agentName(row.value))),
        columns.map((column) => cell(model, column, row)));
}

function cell({format, show}, column, row) {
    const value = row.at(column.path);
    const n = column.n === undefined ? null : row.at(column.n);
    const interval = column.interval ? row.at(column.interval) : null;
    return h("td", {class: n !== null && n < FEW ? "few" : null, "data-figure": column.path, "data-value": value ?? ""},
        value === null ? "–" : [
            h("button", {type: "button", class: "number", "aria-label": `${agentName(row.value)}, ${column.title}: ${format.value(column.unit, value)}; show the conversations`,
                onclick: () => show({title: `${agentName(row.value)}: ${column.title.toLowerCase()}`, filters: column.filters, agent: row.value})},
            format.value(column.unit, value)),
            column.basis ? h("small", null, ` of ${format.value("", n)}`) : null,
            interval === null ? null : h("small", null, ` ${format.roughShare.format(interval[0])}–${format.roughShare.format(interval[1])}`),
        ]);
}

/** Agents to choose from: those with conversations in the window, and the chosen one. */
export function agentsToChoose(answer, chosen) {
    const known = answer == null ? [] : answer.rows.map((row) => row.value);
    return [...new Set(chosen === null ? known : [...known, chosen])].sort((one, other) => agentNumber({value: one}) - agentNumber({value: other}));
}
