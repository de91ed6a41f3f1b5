// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// When it is busy: a cell for every hour of the week.

import {h} from "./view.js";
import {endOf, FEW, heatWindow, rows} from "./questions.js";
import {WINDOWS} from "./address.js";

const LEVELS = 6;
const HOUR = 3_600;
/** In milliseconds; hours of every zone begin at a multiple of it. */
const QUARTER = 900_000;
const ALONG = new Map([["ArrowLeft", -1], ["ArrowRight", 1]]);
const ACROSS = new Map([["ArrowUp", -1], ["ArrowDown", 1]]);
const MEASURES = new Map([
    ["volume", {name: "Conversations an hour", behind: "Conversations", filters: {}, of: (cell) => (cell.coveredSeconds === 0 ? null : (cell.at("counts.total") * HOUR) / cell.coveredSeconds),
        few: () => false, write: (format, value) => format.decimal.format(value)}],
    ["missed", {name: "Share missed", behind: "Missed conversations", filters: {type: "missed"}, of: (cell) => cell.at("missedRate"),
        few: (cell) => cell.at("counts.total") < FEW, write: (format, value) => format.roughShare.format(value)}],
    ["wait", {name: "First answer, median", behind: "Conversations with a first answer", filters: {"firstResponseSeconds.min": 0, creditedTo: "firstAgent"}, of: (cell) => cell.at("firstResponse.p50"),
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
        body: table(model, cells, measure),
        picture: {title: `When it is busy: ${measure.name}`, window: answer.window},
        columns: ["weekday", "hour", "coveredSeconds", ...answer.figures].map((name) => ({name})),
        lines: cells.map((cell) => [cell.weekday, cell.hour, cell.coveredSeconds, ...cell.figures]),
    };
}

/**
 * When it was an hour of a weekday within a window, the latest first. An hour that the clock passes twice is one stretch.
 *
 * @param window `from`, `to` and `tz`
 * @param weekday 1 is Monday
 */
export function stretches({from, to, tz}, weekday, hour) {
    const clock = new Intl.DateTimeFormat("en", {timeZone: tz, weekday: "short", hour: "numeric", hourCycle: "h23"});
    const end = Date.parse(to);
    const found = [];
    for (let start = Date.parse(from), next; start < end; start = next) {
        next = Math.min(end, (Math.floor(start / QUARTER) + 1) * QUARTER);
        const parts = new Map(clock.formatToParts(start).map(({type, value}) => [type, value]));
        if (Number(parts.get("hour")) !== hour || WEEKDAYS.indexOf(parts.get("weekday")) !== weekday - 1) {
            continue;
        }
        if (found[0]?.to === start) {
            found[0].to = next;
        } else {
            found.unshift({from: start, to: next});
        }
    }
    return found.map((stretch) => ({from: new Date(stretch.from).toISOString(), to: new Date(stretch.to).toISOString()}));
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function table(model, cells, measure) {
    const {format} = model;
    const most = Math.max(...cells.filter((cell) => !measure.few(cell)).map((cell) => measure.of(cell) ?? 0));
    const first = cells.findIndex((cell) => isSome(cell, measure));
    const hours = Array.from({length: 24}, (unused, hour) => hour);
    return h("div", {key: "body", class: "scroll", tabindex: 0, role: "group", "aria-label": `${measure.name} by weekday and hour`},
        h("table", {class: "heat", onkeydown: move},
            h("caption", {class: "hush"}, `${measure.name} by weekday and hour`),
            h("thead", null, h("tr", null, h("td", null), hours.map((hour) => h("th", {scope: "col"}, h("span", {class: hour % 3 === 0 ? null : "hush"}, format.hour(hour)))))),
            h("tbody", null, [1, 2, 3, 4, 5, 6, 7].map((weekday) => h("tr", null,
                h("th", {scope: "row"}, format.weekday(weekday)),
                hours.map((hour) => {
                    const place = (weekday - 1) * 24 + hour;
                    return cellOf(model, cells[place], measure, {most, reached: place === first});
                }))))));
}

/** Whether there is anything to show of a cell. */
function isSome(cell, measure) {
    const value = measure.of(cell);
    return value !== null && (value !== 0 || cell.at("counts.total") > 0);
}

/** @param reached by Tab; the right arrow leads from there to all others, so that nobody has to pass 168 of them */
function cellOf({format, heat: answer, show}, cell, measure, {most, reached}) {
    const value = measure.of(cell);
    const some = isSome(cell, measure);
    const few = some && measure.few(cell);
    const level = !some || few || most === 0 ? 0 : Math.max(1, Math.ceil((value / most) * LEVELS));
    const text = value === null ? "–" : measure.write(format, value);
    const when = `${format.weekday(cell.weekday, "long")} ${format.hour(cell.hour)}`;
    const behind = {
        title: measure.behind, about: `${when}, ${answer.window.tz}`, filters: measure.filters,
        stretches: () => stretches({...answer.window, to: endOf(answer.window.to, answer.asOf)}, cell.weekday, cell.hour),
    };
    return h("td", {class: `level-${level}${few ? " few" : ""}`, title: `${when}: ${text}`},
        some ? h("button", {
            type: "button", tabindex: reached ? 0 : -1, "aria-label": `${when}, ${measure.name}: ${text}${few ? ", few values" : ""}; show the conversations`,
            onclick: () => show(behind),
        }, h("span", null, text)) : null);
}

/** To the next hour with something in it, or to the nearest above or below. */
function move(event) {
    const cell = event.target.closest("td");
    if (cell === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
    }
    const {rows: lines} = cell.closest("tbody");
    let next;
    if (ALONG.has(event.key)) {
        const all = [...event.currentTarget.querySelectorAll("button")];
        next = all[all.indexOf(event.target.closest("button")) + ALONG.get(event.key)];
    } else if (ACROSS.has(event.key)) {
        let line = cell.parentNode.sectionRowIndex;
        do {
            line += ACROSS.get(event.key);
            next = lines[line]?.cells[cell.cellIndex].querySelector("button");
        } while (next === null);
    } else {
        return;
    }
    event.preventDefault();
    next?.focus();
}
