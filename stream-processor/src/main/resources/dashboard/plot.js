// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Columns and lines over a row of bands (hours, days, ranges of seconds), as SVG in the page's own colours. One point is
// under the pointer or the keyboard's cursor; what it says stands in a box beside it and is told to screen readers.

import {h, patch} from "./view.js";

const HEIGHT = 220;
const MARGIN = {top: 12, right: 10, bottom: 26, left: 44};
const LETTER = 6.6;
const SECOND_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600];

/**
 * A plot in an element. What it draws is described by
 * - `name`: what a screen reader calls it;
 * - `form`: columns (series on top of each other) or lines;
 * - `unit`: of the values, as the API names it; `axis(value)` writes one;
 * - `bands[]`: `label` under the axis, `title`, `partial` when it is not whole;
 * - `series[]`: `name`, `tone` (a class), `values[]` with null where there is none, `text(value)`;
 * - `notes(index)`: further lines about a band; `open(index)`: shows what is behind it.
 */
export class Plot {
    constructor(root) {
        this.root = root;
        this.spec = null;
        this.cursor = null;
        this.width = 0;
        new ResizeObserver(([entry]) => {
            this.width = Math.round(entry.contentRect.width);
            this.draw();
        }).observe(root);
    }

    show(spec) {
        this.spec = spec;
        if (this.cursor !== null && this.cursor >= spec.bands.length) {
            this.cursor = null;
        }
        this.draw();
    }

    draw() {
        if (this.spec === null || this.width === 0) {
            return;
        }
        const scale = scaleOf(this.spec, this.width);
        patch(this.root, this.surface(scale), this.cursor === null ? null : this.box(scale));
    }

    surface(scale) {
        const {spec, cursor} = this;
        const index = cursor ?? spec.bands.length - 1;
        return h("div", {
            key: "surface",
            class: "plot-surface",
            role: "slider",
            tabindex: 0,
            "aria-label": `${spec.name}; arrow keys go from point to point, Enter shows the conversations`,
            "aria-valuemin": 0,
            "aria-valuemax": Math.max(0, spec.bands.length - 1),
            "aria-valuenow": Math.max(0, index),
            "aria-valuetext": spec.bands.length === 0 ? "empty" : spoken(spec, index),
            onpointermove: (event) => this.move(bandAt(scale, event)),
            onpointerleave: () => this.move(null),
            onblur: () => this.move(null),
            onclick: (event) => this.open(bandAt(scale, event)),
            onkeydown: (event) => this.key(event),
        }, picture(spec, scale, cursor));
    }

    box(scale) {
        const {spec, cursor} = this;
        const x = scale.x(cursor) + scale.band / 2;
        const css = x > this.width / 2
            ? {left: "auto", right: `${this.width - x + scale.band / 2 + 8}px`}
            : {left: `${x + scale.band / 2 + 8}px`, right: "auto"};
        return h("div", {key: "box", class: "plot-box", css, "aria-hidden": "true"},
            h("strong", null, spec.bands[cursor].title),
            spec.series.map((series) => h("span", {class: "row"},
                h("i", {class: `swatch ${series.tone}`}), `${series.name} `, h("b", null, series.text(series.values[cursor])))),
            (spec.notes?.(cursor) ?? []).map((note) => h("span", {class: "note"}, note)));
    }

    move(index) {
        if (index !== this.cursor) {
            this.cursor = index;
            this.draw();
        }
    }

    open(index) {
        if (index !== null) {
            this.spec.open?.(index);
        }
    }

    key(event) {
        const last = this.spec.bands.length - 1;
        const at = this.cursor ?? last + 1;
        const to = {
            ArrowLeft: Math.max(0, at - 1), ArrowDown: Math.max(0, at - 1),
            ArrowRight: Math.min(last, at + 1), ArrowUp: Math.min(last, at + 1), Home: 0, End: last,
        }[event.key];
        if (event.key === "Enter" || event.key === " ") {
            this.open(this.cursor);
        } else if (event.key === "Escape") {
            this.move(null);
        } else if (to === undefined || last < 0) {
            return;
        } else {
            this.move(to);
        }
        event.preventDefault();
    }
}

function spoken(spec, index) {
    const values = spec.series.map((series) => `${series.name} ${series.text(series.values[index])}`);
    return [spec.bands[index].title, ...values, ...(spec.notes?.(index) ?? [])].join(", ");
}

function bandAt(scale, event) {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const index = Math.floor((x - MARGIN.left) / scale.band);
    return index >= 0 && index < scale.n ? index : null;
}

function scaleOf(spec, width) {
    const n = spec.bands.length;
    const band = n === 0 ? 0 : (width - MARGIN.left - MARGIN.right) / n;
    const tops = spec.bands.map((unused, i) => spec.form === "columns"
        ? spec.series.reduce((sum, series) => sum + (series.values[i] ?? 0), 0)
        : Math.max(0, ...spec.series.map((series) => series.values[i] ?? 0)));
    const ticks = ticksUpTo(Math.max(1, ...tops), spec.unit);
    const top = ticks[ticks.length - 1];
    const bottom = HEIGHT - MARGIN.bottom;
    return {
        n, band, ticks, width, bottom,
        x: (index) => MARGIN.left + index * band,
        y: (value) => bottom - (value / top) * (bottom - MARGIN.top),
    };
}

/** From 0 to the first round value that is not below `most`. */
export function ticksUpTo(most, unit) {
    const wanted = most / 4;
    let step;
    if (unit === "s") {
        step = SECOND_STEPS.find((candidate) => candidate >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400;
    } else {
        const power = 10 ** Math.floor(Math.log10(wanted));
        step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= wanted));
    }
    return Array.from({length: Math.ceil(most / step) + 1}, (unused, i) => i * step);
}

function picture(spec, scale, cursor) {
    return h("svg", {class: "plot-picture", width: scale.width, height: HEIGHT, viewBox: `0 0 ${scale.width} ${HEIGHT}`, "aria-hidden": "true"},
        h("g", {class: "grid"}, scale.ticks.map((tick) => [
            h("line", {x1: MARGIN.left, x2: scale.width - MARGIN.right, y1: scale.y(tick), y2: scale.y(tick)}),
            h("text", {x: MARGIN.left - 8, y: scale.y(tick) + 4, "text-anchor": "end"}, spec.axis(tick)),
        ])),
        cursor === null ? null
            : h("rect", {class: "cursor", x: scale.x(cursor), width: scale.band, y: MARGIN.top, height: scale.bottom - MARGIN.top}),
        h("g", {class: "labels"}, labels(spec, scale)),
        spec.form === "columns" ? columns(spec, scale) : lines(spec, scale, cursor));
}

function labels(spec, scale) {
    const longest = Math.max(0, ...spec.bands.map((band) => band.label.length));
    const every = Math.max(1, Math.ceil((longest * LETTER + 6) / scale.band));
    return spec.bands.map((band, i) => (i % every === 0
        ? h("text", {x: scale.x(i) + scale.band / 2, y: scale.bottom + 18, "text-anchor": "middle"}, band.label) : null));
}

function columns(spec, scale) {
    const gap = Math.min(6, scale.band * 0.25);
    return spec.bands.map((band, i) => {
        let below = 0;
        return h("g", {class: band.partial ? "column partial" : "column"}, spec.series.map((series) => {
            const value = series.values[i] ?? 0;
            const foot = scale.y(below);
            below += value;
            const head = scale.y(below);
            return value === 0 ? null
                : h("rect", {class: series.tone, x: scale.x(i) + gap / 2, width: Math.max(1, scale.band - gap), y: head, height: foot - head, rx: 1.5});
        }));
    });
}

function lines(spec, scale, cursor) {
    return spec.series.map((series) => h("g", {class: `line ${series.tone}`},
        h("path", {d: pathOf(series.values, (i) => scale.x(i) + scale.band / 2, scale.y)}),
        series.values.map((value, i) => (value !== null && (i === cursor || alone(series.values, i))
            ? h("circle", {cx: scale.x(i) + scale.band / 2, cy: scale.y(value), r: i === cursor ? 4 : 2.5}) : null))));
}

function alone(values, i) {
    return (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null;
}

/** A path through the values, interrupted where there is none. */
export function pathOf(values, x, y) {
    let pen = "M";
    return values.map((value, i) => {
        if (value === null) {
            pen = "M";
            return "";
        }
        const step = `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = "L";
        return step;
    }).join("");
}
