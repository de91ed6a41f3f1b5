// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// The page: what is in view, what is known about it, and drawing that whenever one of the two changes.

import {h, patch} from "./view.js";
import {begin, begun, glance} from "./ahead.js";
import {Refusal, signIn, signOut} from "./api.js";
import {read, WINDOWS, write} from "./address.js";
import {Live} from "./live.js";
import {questions, zones} from "./questions.js";
import {Format} from "./format.js";
import {Definitions} from "./definitions.js";
import {Panel} from "./panel.js";
import {cards, lead} from "./cards.js";
import {ratings, spread, volume, waits} from "./charts.js";
import {agents} from "./agents.js";
import {heat} from "./heat.js";
import {Behind, recent} from "./conversations.js";
import {left} from "./left.js";
import {showAccounts, showControls} from "./controls.js";
import {showConnection, showInstead, showNotices, signInForm} from "./notices.js";

const LOOK_AGAIN = 5_000;
const AFTER_FIGURES = 300;

/** The parts with a chart or table: the section, what it needs to know, and what it then shows. */
const PANELS = [
    ["volume", ["series"], volume, {title: "Conversations over time", path: "counts.total", file: "conversations-by-type"}],
    ["spread", ["spread"], spread, {title: "How long visitors waited", path: "firstResponse", file: "first-answer-spread"}],
    ["waits", ["series"], waits, {title: "Time to the first answer", path: "firstResponse.p50", file: "first-answer"}],
    ["stars", ["stars"], ratings, {title: "Ratings", path: "rating", file: "ratings"}],
    ["agents", ["agents"], agents, {title: "Agents", path: null, file: "agents"}],
    ["heat", ["heat"], heat, {title: "When it is busy", path: null, file: "hours-of-the-week"}],
    ["left", [], left, {title: "Not in these figures", path: null, file: "left-out"}],
    ["recent", ["recent"], recent, {title: "Recent conversations", path: null, file: "recent-conversations"}],
];

class Page {
    constructor() {
        const element = (id) => document.getElementById(id);
        this.roots = Object.fromEntries(["account-picker", "controls", "connection", "notices", "instead", "figures", "lead", "cards", "said"].map((id) => [id, element(id)]));
        this.panels = PANELS.map(([id, needs, content, names]) => ({id, needs, content, panel: new Panel(element(id), names)}));
        this.definitionsShown = new Definitions(element("tip"));
        this.behind = new Behind(element("behind"));
        this.view = read(location.search);
        // what is on the page may still be of the view before
        this.shownView = this.view;
        this.format = new Format(this.view.zone);
        this.definitions = null;
        this.accounts = {known: [], more: false, partial: false};
        this.zones = [];
        this.session = {token: null, accounts: null};
        this.values = new Map();
        this.problems = new Map();
        this.connection = {connection: "connecting", asOf: null};
        this.signingIn = false;
        this.watching = false;
        this.begun = begun;
        this.drawn = false;
        this.live = new Live((name, value) => this.learn(name, value), (state) => {
            this.connection = state;
            this.drawSoon();
        });
        window.addEventListener("popstate", () => this.go(read(location.search)));
    }

    /** Finds out what there is to see, and looks at it. */
    async start() {
        const {definitions, listed, glance: seen} = this.begun ?? begin(this.view);
        this.begun = null;
        try {
            this.definitions = await definitions;
            this.definitionsShown.learn(this.definitions);
            if (this.view.account !== null && !this.watching) {
                this.watch(seen);
            }
            [this.session, this.accounts] = await listed;
        } catch (failure) {
            this.cannotStart(failure);
            return;
        }
        if (this.view.account !== null) {
            this.drawSoon();
        } else if (this.accounts.known.length > 0) {
            this.view = {...this.view, account: this.accounts.known[0]};
            history.replaceState(null, "", write(this.view));
            this.watch();
        } else {
            this.drawChoices();
            this.showNoAccount();
        }
    }

    cannotStart(failure) {
        if (failure instanceof Refusal && failure.status === 401) {
            this.askForToken();
        } else {
            if (!this.watching) {
                showConnection(this.roots.connection, {connection: "reconnecting", asOf: null}, this.format);
            }
            setTimeout(() => this.start(), LOOK_AGAIN);
        }
    }

    showNoAccount() {
        this.instead("Nothing has arrived yet", h("p", null, "As soon as the first conversation is received, it is shown here."));
        setTimeout(() => this.start(), LOOK_AGAIN);
    }

    askForToken() {
        this.live.stop();
        this.watching = false;
        this.signingIn = true;
        this.instead("Sign in", signInForm(async (token) => {
            const taken = await signIn(token);
            if (taken) {
                this.signingIn = false;
                this.instead(null);
                await this.start();
            }
            return taken;
        }));
    }

    async leave() {
        await signOut();
        this.session = {token: null, accounts: null};
        this.values.clear();
        this.askForToken();
    }

    instead(title, ...children) {
        this.roots.figures.hidden = title !== null;
        showInstead(this.roots.instead, title, ...children);
    }

    /** Another view, and its address. */
    change(part) {
        const next = {...this.view, ...part};
        history.pushState(null, "", write(next));
        this.go(next);
    }

    go(next) {
        const before = this.view;
        this.view = next;
        if (next.account === null) {
            this.start();
            return;
        }
        if (next.account !== before.account) {
            this.values.clear();
            this.problems.clear();
        }
        const asked = ({window, compare, zone, agent, account}) => [window, compare, zone, agent, account].join();
        if (asked(next) !== asked(before)) {
            this.watch();
        } else {
            this.shownView = next;
        }
        this.drawSoon();
    }

    /** @param seen the glance at the view, where it was asked for already */
    watch(seen = null) {
        this.watching = true;
        this.pending = true;
        this.toSay = true;
        const asked = questions(this.view, this.definitions);
        this.live.watch(this.view.account, asked);
        this.glance = null;
        if (!this.drawn) {
            // the stream begins with everything; figures need not wait for that, unless charts of another view stand below them
            this.lookAt(seen ?? glance(this.view), asked.summary);
        }
        this.drawSoon();
    }

    /** Takes the figures of a glance, unless the stream was sooner. What goes wrong with them the stream tells too. */
    lookAt(seen, wanted) {
        this.glance = seen;
        seen.answer.then((summary) => {
            if (seen === this.glance && seen.question === wanted && !this.values.has("summary")) {
                this.learn("summary", summary);
            }
        }, () => {});
    }

    /** Takes an answer, or the problem that came in its place; then what was known before stays in view. */
    learn(name, value) {
        if (typeof value.status === "number") {
            this.problems.set(name, value);
        } else {
            this.problems.delete(name);
            this.values.set(name, value);
        }
        if (name === "summary") {
            this.pending = false;
            if (value.status === 401) {
                this.askForToken();
            }
        }
        this.drawSoon();
    }

    drawSoon() {
        if (!this.drawing) {
            this.drawing = true;
            // a page in the background draws nothing until somebody looks
            requestAnimationFrame(() => {
                this.drawing = false;
                this.draw();
            });
        }
    }

    draw() {
        if (!this.pending && this.shownView !== this.view) {
            this.shownView = this.view;
        }
        if (this.format.zone !== this.shownView.zone) {
            this.format = new Format(this.shownView.zone);
        }
        this.drawChoices();
        showConnection(this.roots.connection, this.connection, this.format);
        const problem = this.problems.get("summary") ?? null;
        const summary = this.values.get("summary") ?? null;
        if (this.signingIn || this.view.account === null) {
            return;
        }
        if (problem !== null && problem.status !== 503 && summary === null) {
            const [title, words] = problem.status === 404
                ? [`Account ${this.view.account} is not known`, "No conversation of this account was ever received. As soon as one is, it is shown here."]
                : [problem.title, problem.detail];
            this.instead(title, h("p", null, words));
            return;
        }
        this.instead(null);
        showNotices(this.roots.notices, {stale: summary?.stale ?? false, problem, summary, view: this.shownView, format: this.format});
        this.roots.figures.classList.toggle("pending", this.pending);
        this.roots.figures.classList.toggle("old", problem !== null);
        if (summary !== null) {
            this.drawFigures(this.model(summary));
        }
    }

    model(summary) {
        return {
            view: this.shownView, format: this.format, definitions: this.definitions, definitionsShown: this.definitionsShown, summary,
            ...Object.fromEntries(["series", "spread", "stars", "agents", "heat", "recent"].map((name) => [name, this.values.get(name) ?? null])),
            change: (part) => this.change(part),
            show: (wanted) => this.behind.show(this.model(summary), wanted),
        };
    }

    drawFigures(model) {
        const words = lead(model);
        patch(this.roots.lead, words);
        document.title = `${model.format.count(model.summary.counts.total, "conversation")} ${WINDOWS.get(model.view.window).when} · Chatstream`;
        if (this.toSay && !this.pending) {
            // once for each change of view; figures that change by themselves would talk all day
            this.toSay = false;
            this.roots.said.textContent = words;
        }
        patch(this.roots.cards, cards(model));
        if (!this.drawn) {
            this.drawn = true;
            performance.mark("first-figures");
            // hundreds of options, which take longer to make than all the rest together
            setTimeout(() => {
                this.zones = zones();
                this.drawSoon();
            }, AFTER_FIGURES);
        }
        for (const {id, needs, content, panel} of this.panels) {
            const problem = needs.map((name) => this.problems.get(name)).find((found) => found !== undefined && found.status !== 503);
            if (problem !== undefined) {
                panel.show(model, {about: "", empty: problem.detail ?? problem.title});
            } else if (needs.every((name) => model[name] !== null)) {
                panel.show(model, content(model));
            }
            panel.root.hidden = id === "agents" && !model.definitions.dimensions.includes("agent");
        }
    }

    drawChoices() {
        showAccounts(this.roots["account-picker"], {
            view: this.view, ...this.accounts, session: this.session.token, change: (part) => this.change(part), leave: () => this.leave(),
        });
        if (this.definitions !== null) {
            showControls(this.roots.controls, {
                view: this.view, agents: this.values.get("agents"), byAgent: this.definitions.dimensions.includes("agent"), zones: this.zones,
                change: (part) => this.change(part),
            });
        }
    }
}

new Page().start();
