// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Conversations, one a row: facts only, because nothing personal is kept.

import {h, patch} from "./view.js";
import {ask, pathOf, text} from "./api.js";
import {listing} from "./questions.js";
import {agentName} from "./format.js";
import {saveText} from "./exports.js";
import {WINDOWS} from "./address.js";

const TYPES = new Map([["chat", "Chat"], ["missed", "Missed"], ["offline", "Offline message"], ["unclassified", "Other"]]);
const PAGE = 50;

/** The latest ones. */
export function recent(model) {
    const {recent: answer, view, show} = model;
    const rows = answer.conversations;
    return {
        about: rows.length === 0 ? "" : `the latest of ${WINDOWS.get(view.window).words}`,
        empty: rows.length === 0 ? `No conversation ended ${WINDOWS.get(view.window).when}.` : undefined,
        body: [table(model, rows, "Recent conversations"),
            h("p", {key: "more", class: "more"}, h("button", {type: "button", class: "link", onclick: () => show({title: "All conversations", filters: {}})}, "Show all"))],
        columns: Object.keys(rows[0] ?? {}).map((name) => ({name})),
        lines: rows.map((row) => Object.values(row).map((value) => (Array.isArray(value) ? value.join("|") : typeof value === "boolean" ? String(value) : value))),
    };
}

function table({format, definitions}, rows, caption) {
    const meanings = new Map(definitions.anomalies.map(({code, meaning}) => [code, meaning]));
    return h("div", {key: "rows", class: "scroll", tabindex: 0, role: "group", "aria-label": caption},
        h("table", {class: "conversations"},
            h("caption", {class: "hush"}, caption),
            h("thead", null, h("tr", null, ["Ended", "What it was", "Agents", "First answer", "Length", "Rating", "Messages", "From"].map((title) => h("th", {scope: "col"}, title)))),
            h("tbody", null, rows.map((row) => h("tr", {key: row.conversationId, "data-conversation": row.conversationId},
                h("th", {scope: "row"}, format.dayClock.format(new Date(row.countedAt))),
                h("td", null, h("i", {class: `swatch ${row.type === "unclassified" ? "other" : row.type}`}), TYPES.get(row.type) ?? row.type,
                    row.endedUnanswered ? h("small", null, " the end unanswered") : null,
                    row.anomalies.map((code) => h("small", {class: "remark"}, ` ${meanings.get(code) ?? code}`))),
                h("td", null, row.agents.map(agentName).join(", ") || "–"),
                h("td", {class: "numeric"}, format.seconds(row.firstResponseSeconds)),
                h("td", {class: "numeric"}, format.seconds(row.durationSeconds)),
                h("td", null, row.rating === null ? "–" : h("span", {class: "stars", role: "img", "aria-label": `${row.rating} of 5 stars`}, "★".repeat(row.rating))),
                h("td", {class: "numeric"}, format.value("", row.messagesCount)),
                h("td", null, row.countryCode ?? "–"))))));
}

/** The conversations behind a figure, in a dialog. */
export class Behind {
    constructor(dialog) {
        this.dialog = dialog;
        this.asked = 0;
        dialog.addEventListener("close", () => {
            this.asked += 1;
        });
        dialog.addEventListener("click", (event) => {
            if (event.target === dialog) {
                dialog.close();
            }
        });
    }

    /**
     * @param wanted `title`, `filters`, and perhaps `about` and `agent` in the place of the view's, and `stretches`: a function
     *     that tells the parts of the window they lie in, each `from` and `to`, the latest first
     */
    async show(model, wanted) {
        const view = {...model.view, agent: wanted.agent ?? model.view.agent};
        const parts = wanted.stretches === undefined ? [wanted.filters] : wanted.stretches().map((part) => ({...wanted.filters, ...part}));
        const shown = {model, view, wanted, parts, part: 0, cursor: null, rows: [], tried: false, state: "loading", problem: null};
        this.asked += 1;
        this.draw(shown);
        if (!this.dialog.open) {
            this.dialog.showModal();
        }
        await this.load(shown);
    }

    /** A page more, be it of several parts. What was read before a failure stays, and the next try goes on from there. */
    async load(shown) {
        const {asked} = this;
        const enough = shown.rows.length + PAGE;
        shown.state = "loading";
        this.draw(shown);
        try {
            while (asked === this.asked && shown.part < shown.parts.length && shown.rows.length < enough) {
                const limit = enough - shown.rows.length;
                const page = await ask(pathOf(shown.view.account, listing(shown.view, shown.parts[shown.part], {limit, cursor: shown.cursor})));
                shown.rows = [...shown.rows, ...page.conversations];
                shown.cursor = page.next;
                shown.part += page.next === null ? 1 : 0;
            }
            shown.state = "shown";
        } catch (failure) {
            shown.state = unread(failure);
        }
        shown.tried = true;
        if (asked === this.asked) {
            this.draw(shown);
        }
    }

    /** One file of all parts, each of which begins with the names of the columns. */
    async save(shown) {
        const {asked} = this;
        shown.problem = null;
        try {
            const files = await Promise.all(csvOf(shown).map((path) => text(path, "text/csv")));
            saveText(nameOf(shown), files.map((file, i) => (i === 0 ? file : file.slice(file.indexOf("\n") + 1))).join(""));
        } catch (failure) {
            shown.problem = unread(failure);
        }
        if (asked === this.asked) {
            this.draw(shown);
        }
    }

    draw(shown) {
        const {model, view, wanted, parts, part, rows, tried, state, problem} = shown;
        const more = part < parts.length;
        const loading = state === "loading";
        const held = this.dialog.contains(document.activeElement);
        const about = [wanted.about ?? WINDOWS.get(view.window).words, view.agent === null ? null : agentName(view.agent)];
        patch(this.dialog,
            h("header", null,
                h("div", null, h("h2", {id: "behind-title"}, wanted.title), h("p", {class: "about"}, about.filter((words) => words !== null).join(" · "))),
                h("div", {class: "tools"},
                    parts.length === 1 ? h("a", {class: "tool", href: csvOf(shown)[0], download: nameOf(shown)}, "CSV of all")
                        : h("button", {key: "csv", type: "button", class: "tool", onclick: () => this.save(shown)}, "CSV of all"),
                    h("button", {key: "close", type: "button", class: "tool", onclick: () => this.dialog.close()}, "Close"))),
            problem === null ? null : h("p", {key: "problem", class: "empty", role: "alert"}, problem),
            rows.length > 0 ? table(model, rows, wanted.title) : null,
            loading ? h("p", {key: "state", class: "empty", role: "status"}, "Loading …")
                : state !== "shown" ? h("p", {key: "state", class: "empty", role: "alert"}, state)
                    : rows.length === 0 && !more ? h("p", {key: "state", class: "empty", role: "status"}, "There are none.") : null,
            more && (!loading || tried) ? h("p", {key: "more"}, h("button", {
                type: "button", class: "tool", "aria-disabled": String(loading), onclick: () => (loading ? null : this.load(shown)),
            }, loading || state === "shown" ? "Show more" : "Try again")) : null);
        if (held && !this.dialog.contains(document.activeElement)) {
            // the button for more had the keyboard's focus, and there is no more: read on from what is there
            (this.dialog.querySelector(".scroll") ?? this.dialog.querySelector("button")).focus({preventScroll: true});
        }
    }
}

function csvOf({view, parts}) {
    return parts.map((filters) => pathOf(view.account, listing(view, filters, {format: "csv"})));
}

function nameOf({view}) {
    return `conversations-${view.account}.csv`;
}

function unread(failure) {
    return `That could not be read: ${failure.message}`;
}
