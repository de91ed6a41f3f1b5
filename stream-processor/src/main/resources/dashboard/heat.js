// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// When it is busy: a cell for every hour of the week.

import {h} from "./view.js";
import {FEW, heatWindow, rows} from "./questions.js";
import {WINDOWS} from "./address.js";

const LEVELS = 6;
const HOUR = 3_600;
const MEASURES = new Map([
    ["volume", {name: "Conversations an hour", of: (cell) => (cell.coveredSeconds === 0 ? null : (cell.at("counts.total") * HOUR) / cell.coveredSeconds),
        few: () => false, write: (format, value) => format.decimal.format(value)}],
    ["missed", {name: "Share missed", of: (cell) => cell.at("missedRate"),
        few: (cell) => cell.at("counts.total") < FEW, write: (format, value) => format.roughShare.format(value)}],
    ["wait", {name: "First answer, median", of: (cell) => cell.at("firstResponse.p50"),
        few: (cell) => cell.at("firstResponse.n") < FEW, write: (format, value) => format.seconds(value)}],
]);

export function heat(model) {
    const {heat: answer, view, format} = model;
    const measure = MEASURES.get(view.heat);
    const cells = rows(answer, "cells");
    const some = cells.some((cell) => cell.at("counts.total") > 0);
    const words = WINDOWS.get(heatWindow(view)).words;
    return {
        about: `${words}, hours of ${answer.window.tz}${view.heat === "volume" ? "" : `; pale: fewer than ${FEW} values`}`,
        empty: some ? undefined : `No conversation ended in ${words}.`,
        tools: h("label", {key: "measure"}, h("span", {class: "hush"}, "What the cells show"),
            h("select", {value: view.heat, onchange: (event) => model.change({heat: event.target.value})},
                [...MEASURES].map(([key, {name}]) => h("option", {value: key}, name)))),
        body: table(format, cells, measure),
        picture: {title: `When it is busy: ${measure.name}`, window: answer.window},
        columns: ["weekday", "hour", "coveredSeconds", ...answer.figures].map((name) => ({name})),
        lines: cells.map((cell) => [cell.weekday, cell.hour, cell.coveredSeconds, ...cell.figures]),
    };
}

function table(format, cells, measure) {
    const most = Math.max(...cells.filter((cell) => !measure.few(cell)).map((cell) => measure.of(cell) ?? 0));
    const hours = Array.from({length: 24}, (unused, hour) => hour);
    return h("div", {key: "body", class: "scroll", tabindex: 0, role: "group", "aria-label": `${measure.name} by weekday and hour`},
        h("table", {class: "heat"},
            h("caption", {class: "hush"}, `${measure.name} by weekday and hour`),
            h("thead", null, h("tr", null, h("td", null), hours.map((hour) => h("th", {scope: "col"}, h("span", {class: hour % 3 === 0 ? null : "hush"}, format.hour(hour)))))),
            h("tbody", null, [1, 2, 3, 4, 5, 6, 7].map((weekday) => h("tr", null,
                h("th", {scope: "row"}, format.weekday(weekday)),
                hours.map((hour) => cellOf(format, cells[(weekday - 1) * 24 + hour], measure, most)))))));
}

function cellOf(format, cell, measure, most) {
    const value = measure.of(cell);
    const empty = value === null || (value === 0 && cell.at("counts.total") === 0);
    const few = !empty && measure.few(cell);
    const level = empty || few || most === 0 ? 0 : Math.max(1, Math.ceil((value / most) * LEVELS));
    const text = value === null ? "–" : measure.write(format, value);
    return h("td", {class: `level-${level}${few ? " few" : ""}`, title: `${format.weekday(cell.weekday, "long")} ${format.hour(cell.hour)}: ${text}`},
        h("span", null, empty ? "" : text));
}
