// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What every figure means, in the API's own words, wherever its name stands.

import {h, patch} from "./view.js";

/** Beside the API's metrics: what the page itself adds. */
const EXTRA = {
    "firstResponse.p50": "Half of the first answers came within this time.",
    "firstResponse.p90": "Nine of ten first answers came within this time.",
    "rating.mean": "Mean of all stars that were given.",
};

export class Definitions {
    /** @param root where the explanation appears */
    constructor(root) {
        this.root = root;
        this.byName = new Map();
        this.shownAt = null;
        for (const [event, target] of [["pointerover", "over"], ["focusin", "over"], ["pointerout", "out"], ["focusout", "out"]]) {
            document.addEventListener(event, (happened) => this[target](happened));
        }
        document.addEventListener("keydown", (event) => {
            if (event.key === "Escape") {
                this.hide();
            }
        });
        window.addEventListener("scroll", () => this.place(), {passive: true});
    }

    /** @param answer of metric-definitions */
    learn(answer) {
        this.byName = new Map(answer.metrics.map((metric) => [metric.name, metric]));
    }

    /** A name that explains itself when it is pointed at or has the focus. */
    term(path, name) {
        return h("button", {type: "button", class: "term", "data-term": path}, name);
    }

    of(path) {
        for (let name = path; name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
            if (this.byName.has(name)) {
                return this.byName.get(name);
            }
        }
        return null;
    }

    over(event) {
        const term = event.target.closest?.(".term");
        if (term && term !== this.shownAt) {
            this.showAt(term);
        }
    }

    out(event) {
        const to = event.relatedTarget;
        if (this.shownAt !== null && !(to instanceof Node && (this.shownAt.contains(to) || this.root.contains(to)))) {
            this.hide();
        }
    }

    showAt(term) {
        const metric = this.of(term.dataset.term);
        if (metric === null) {
            return;
        }
        this.hide();
        patch(this.root,
            h("p", {class: "meaning"}, EXTRA[term.dataset.term] ? `${EXTRA[term.dataset.term]} ` : null, metric.definition),
            h("p", null, h("b", null, "How: "), metric.formula),
            h("p", null, h("b", null, "Left out: "), metric.leftOut),
            h("p", null, h("b", null, "For agents: "), `counts for ${metric.attribution.agent}`));
        this.root.hidden = false;
        term.setAttribute("aria-describedby", this.root.id);
        this.shownAt = term;
        this.place();
    }

    /** Below the name, or above it where there is no room; it stays there when the page is scrolled. */
    place() {
        if (this.shownAt === null) {
            return;
        }
        const place = this.shownAt.getBoundingClientRect();
        const box = this.root.getBoundingClientRect();
        const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - box.width - 8));
        const below = place.bottom + 6;
        const top = below + box.height > window.innerHeight ? Math.max(8, place.top - box.height - 6) : below;
        this.root.style.left = `${left}px`;
        this.root.style.top = `${top}px`;
    }

    hide() {
        this.shownAt?.removeAttribute("aria-describedby");
        this.shownAt = null;
        this.root.hidden = true;
    }
}
