// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Conversations, one a row: facts only, because nothing personal is kept.

import {h, patch} from "./view.js";
import {ask, pathOf} from "./api.js";
import {listing} from "./questions.js";
import {agentName} from "./format.js";
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
        dialog.addEventListener("click", (event) => {
            if (event.target === dialog) {
                dialog.close();
            }
        });
    }

    /** @param wanted `title`, `filters`, and perhaps `about` and `agent` in the place of the view's */
    async show(model, wanted) {
        const view = {...model.view, agent: wanted.agent ?? model.view.agent};
        const shown = {model, view, wanted, rows: [], next: null, state: "loading"};
        this.asked += 1;
        this.draw(shown);
        if (!this.dialog.open) {
            this.dialog.showModal();
        }
        await this.load(shown);
    }

    async load(shown) {
        const {asked} = this;
        const cursor = shown.next;
        shown.state = "loading";
        this.draw(shown);
        try {
            const page = await ask(pathOf(shown.view.account, listing(shown.view, shown.wanted.filters, {limit: PAGE, cursor})));
            shown.rows = [...shown.rows, ...page.conversations];
            shown.next = page.next;
            shown.state = "shown";
        } catch (failure) {
            shown.state = `That could not be read: ${failure.message}`;
        }
        if (asked === this.asked) {
            this.draw(shown);
        }
    }

    draw(shown) {
        const {model, view, wanted, rows, next, state} = shown;
        const exported = pathOf(view.account, listing(view, wanted.filters, {format: "csv"}));
        const about = [wanted.about ?? WINDOWS.get(view.window).words, view.agent === null ? null : agentName(view.agent)];
        patch(this.dialog,
            h("header", null,
                h("div", null, h("h2", {id: "behind-title"}, wanted.title), h("p", {class: "about"}, about.filter((part) => part !== null).join(" · "))),
                h("div", {class: "tools"},
                    h("a", {class: "tool", href: exported, download: `conversations-${view.account}.csv`}, "CSV of all"),
                    h("button", {type: "button", class: "tool", onclick: () => this.dialog.close()}, "Close"))),
            rows.length > 0 ? table(model, rows, wanted.title) : null,
            state === "loading" ? h("p", {class: "empty", role: "status"}, "Loading …")
                : state !== "shown" ? h("p", {class: "empty", role: "alert"}, state)
                    : rows.length === 0 && next === null ? h("p", {class: "empty", role: "status"}, "There are none.") : null,
            next !== null && state === "shown" ? h("p", null, h("button", {type: "button", class: "tool", onclick: () => this.load(shown)}, "Show more")) : null);
    }
}
