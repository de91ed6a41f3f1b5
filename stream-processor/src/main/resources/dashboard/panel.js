// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// A part of the page with one chart: what it is called and means, the chart, the same as a table, and both to take along.

import {h, patch} from "./view.js";
import {Plot} from "./plot.js";
import {pictureOfDrawing, pictureOfTable, saveCsv, savePng} from "./exports.js";

export class Panel {
    /**
     * @param root its section
     * @param title what it is called; `path` of the figure that explains it; `file` names what is exported
     */
    constructor(root, {title, path, file}) {
        this.root = root;
        this.title = title;
        this.path = path;
        this.file = file;
        this.asTable = false;
        this.content = null;
        this.plot = null;
    }

    /**
     * Shows
     * - `about`: a line under the title;
     * - `plot`: what a Plot draws, or `body`: elements in its place, or neither and `empty`, the words for it;
     * - `picture`: where a table in the body can be saved as one, its `title` and `window`;
     * - `columns[]`: `name` in an export, `title` in the table, `unit`; `lines[]` of their values.
     */
    show(model, content) {
        this.model = model;
        this.content = content;
        this.draw();
    }

    draw() {
        const {content, model} = this;
        const drawn = content.empty === undefined && content.plot !== undefined && !this.asTable;
        patch(this.root,
            h("header", {key: "head"},
                h("div", null,
                    h("h2", {id: `${this.root.id}-title`}, this.path === null ? this.title : model.definitionsShown.term(this.path, this.title)),
                    h("p", {class: "about"}, content.about)),
                content.empty !== undefined ? null : h("div", {class: "tools"}, content.tools ?? null, this.tools(content))),
            drawn && content.plot.series.length > 1 ? legend(content.plot) : null,
            h("div", {key: "plot", class: "plot", opaque: true, hidden: !drawn}),
            content.empty !== undefined ? h("p", {key: "empty", class: "empty"}, content.empty)
                : this.asTable ? this.table(content) : content.body ?? null);
        if (drawn) {
            this.plot ??= new Plot(this.root.querySelector(".plot"));
            this.plot.show(content.plot);
        }
    }

    tools(content) {
        const button = (label, help, onclick, more) => h("button", {type: "button", class: "tool", "aria-label": `${help}: ${this.title}`, title: help, onclick, ...more}, label);
        return [
            content.plot === undefined ? null : button(this.asTable ? "Chart" : "Table", this.asTable ? "Show as a chart" : "Show as a table", () => {
                this.asTable = !this.asTable;
                this.draw();
            }, {key: "table"}),
            button("CSV", "Save the numbers as CSV", () => this.saveCsv(), {key: "csv"}),
            (content.plot === undefined || this.asTable) && content.picture === undefined ? null : button("PNG", "Save the chart as PNG", () => this.savePng(), {key: "png"}),
        ];
    }

    table({columns, lines}) {
        const {format} = this.model;
        return h("div", {key: "table", class: "scroll", tabindex: 0, role: "group", "aria-labelledby": `${this.root.id}-title`},
            h("table", null,
                h("caption", {class: "hush"}, this.title),
                h("thead", null, h("tr", null, columns.map((column) => h("th", {scope: "col"}, column.title)))),
                h("tbody", null, lines.map((line) => h("tr", null, columns.map((column, i) => h(i === 0 ? "th" : "td", i === 0 ? {scope: "row"} : null,
                    column.unit === "instant" ? format.dayClock.format(new Date(line[i]))
                        : typeof line[i] === "string" ? line[i] : format.value(column.unit, line[i]))))))));
    }

    name() {
        const {view} = this.model;
        return `${this.file}-${view.account}-${view.window}`;
    }

    saveCsv() {
        const {columns, lines} = this.content;
        saveCsv(this.name(), columns.map((column) => column.name), lines);
    }

    async savePng() {
        const {view, summary, format} = this.model;
        const {plot, picture} = this.content;
        const {from, to, tz} = (picture ?? summary).window;
        const span = `${format.dayClock.format(new Date(from))} – ${format.dayClock.format(new Date(to))}, ${tz}`;
        const heading = [picture?.title ?? this.title, `Account ${view.account} · ${span}`];
        if (picture !== undefined) {
            await savePng(this.name(), pictureOfTable(this.root.querySelector("table")), heading, []);
            return;
        }
        const legendOf = plot.series.length < 2 ? [] : [...this.root.querySelectorAll(".legend .swatch")]
            .map((swatch, i) => ({name: plot.series[i].name, colour: getComputedStyle(swatch).backgroundColor}));
        await savePng(this.name(), await pictureOfDrawing(this.root.querySelector("svg")), heading, legendOf);
    }
}

function legend(plot) {
    return h("ul", {key: "legend", class: "legend", "aria-hidden": "true"},
        plot.series.map((series) => h("li", null, h("i", {class: `swatch ${series.tone}`}), series.name)));
}
