// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Keeps the answers to a view's questions current: one stream for all of them, and polling where no stream comes through.

import {ask, parse, pathOf, Refusal, streamOf} from "./api.js";

/** The stream has a heartbeat every 15 s; whoever has missed two is not connected, whatever the browser thinks. */
const SILENCE = 40_000;
const TICK = 1_000;
/** A clock that jumps further than that tells of a machine that slept. */
const SLEPT = 15_000;
const BEFORE_POLLING = 4_000;
const POLL_EVERY = 5_000;
/** A stream that opens but brings nothing is held up on the way, and not soon better. */
const HELD_UP = 12_000;
const RETRY_SOON = 3_000;
const RETRY_LATER = 60_000;
/** Who was refused is not let in a moment later. */
const REFUSED_AGAIN = 15_000;
/** Pages that nobody looks at give their connection back. */
const HIDDEN = 60_000;

export class Live {
    /**
     * @param onValue told the name and the answer, problems included, whenever one has changed
     * @param onState told `{connection, asOf}`; connection is connecting, live, polling, reconnecting, refused or paused
     */
    constructor(onValue, onState) {
        this.onValue = onValue;
        this.onState = onState;
        this.state = {connection: "connecting", asOf: null};
        this.names = new Map();
        this.account = null;
        this.source = null;
        this.lastTick = Date.now();
        this.hiddenSince = null;
        setInterval(() => this.tick(), TICK);
        document.addEventListener("visibilitychange", () => this.seen());
        window.addEventListener("online", () => this.open());
    }

    /** Watches resources of an account, by name, instead of what was watched before. */
    watch(account, resources) {
        this.account = account;
        this.names = new Map(Object.entries(resources).map(([name, resource]) => [resource, name]));
        this.tell({connection: "connecting", asOf: null});
        this.open();
    }

    /** Watches nothing any more. */
    stop() {
        this.account = null;
        this.source?.close();
    }

    open() {
        this.source?.close();
        if (this.account === null) {
            return;
        }
        const now = Date.now();
        this.openedAt = now;
        this.lostAt = now;
        this.retryAt = Infinity;
        this.pollAt = now + BEFORE_POLLING;
        const source = new EventSource(streamOf(this.account, [...this.names.keys()]));
        this.source = source;
        this.hear(source, "snapshot", (data) => {
            Object.entries(data.values).forEach(([key, value]) => this.deliver(key, value));
            this.tell({connection: "live", asOf: data.asOf});
        });
        this.hear(source, "update", (data) => {
            this.deliver(data.key, data.value);
            this.tell({connection: "live", asOf: data.value.asOf ?? this.state.asOf});
        });
        this.hear(source, "heartbeat", (data) => this.tell({connection: "live", asOf: data.asOf}));
        source.onerror = () => this.lost(source);
    }

    hear(source, event, handler) {
        source.addEventListener(event, (message) => {
            if (source === this.source) {
                this.heardAt = Date.now();
                handler(parse(message.data));
            }
        });
    }

    /** The browser tries again by itself, unless it was refused; then polling tells why. */
    lost(source) {
        if (source !== this.source) {
            return;
        }
        const now = Date.now();
        if (this.state.connection === "live") {
            this.lostAt = now;
            this.openedAt = now;
            this.pollAt = now + BEFORE_POLLING;
        }
        if (source.readyState === EventSource.CLOSED) {
            this.retryAt = Math.min(this.retryAt, now + RETRY_SOON);
            this.pollAt = Math.min(this.pollAt, now);
        }
        if (this.state.connection !== "polling") {
            this.tell({connection: "reconnecting"});
        }
    }

    tick() {
        const now = Date.now();
        const slept = now - this.lastTick > SLEPT;
        this.lastTick = now;
        if (this.account === null || this.state.connection === "paused") {
            return;
        }
        if (this.hiddenSince !== null && now - this.hiddenSince > HIDDEN) {
            this.source.close();
            this.tell({connection: "paused"});
        } else if (this.state.connection === "live") {
            if (slept || now - this.heardAt > SILENCE) {
                this.tell({connection: "reconnecting"});
                this.open();
            }
        } else {
            this.tryOn(now);
        }
    }

    tryOn(now) {
        if (now >= this.retryAt) {
            const pollAt = this.pollAt;
            this.open();
            this.pollAt = pollAt;
        } else if (this.source.readyState !== EventSource.CLOSED && now - this.openedAt > HELD_UP) {
            this.source.close();
            this.retryAt = now + RETRY_LATER;
        }
        if (now >= this.pollAt) {
            this.pollAt = Infinity;
            this.poll().then((pause) => {
                this.pollAt = Date.now() + pause;
            });
        }
    }

    /** Asks for everything once; how long to wait before the next time. */
    async poll() {
        const {account, names} = this;
        const [first, ...rest] = names.keys();
        const answers = [];
        try {
            answers.push([first, await answerOf(account, first)]);
            if (!refused(answers[0][1])) {
                answers.push(...await Promise.all(rest.map(async (key) => [key, await answerOf(account, key)])));
            }
        } catch {
            // nobody was reached
        }
        if (names !== this.names || this.state.connection === "live") {
            return POLL_EVERY;
        }
        answers.forEach(([key, value]) => this.deliver(key, value));
        const asOf = answers[0]?.[1].asOf;
        if (answers.length === names.size) {
            this.tell({connection: "polling", asOf: asOf ?? this.state.asOf});
        } else if (answers.length === 0) {
            this.tell({connection: "reconnecting"});
        } else {
            this.retryAt = Date.now() + REFUSED_AGAIN;
            this.tell({connection: "refused"});
            return REFUSED_AGAIN;
        }
        return POLL_EVERY;
    }

    seen() {
        this.hiddenSince = document.hidden ? Date.now() : null;
        if (!document.hidden && (this.state.connection === "paused" || Date.now() - (this.heardAt ?? 0) > SILENCE / 2)) {
            this.tell({connection: "reconnecting"});
            this.open();
        }
    }

    deliver(key, value) {
        const name = this.names.get(key);
        if (name !== undefined) {
            this.onValue(name, value);
        }
    }

    tell(change) {
        this.state = {...this.state, ...change};
        this.onState(this.state);
    }
}

/** Whether an answer is a problem that all the others have too, and that does not pass by itself. */
function refused(answer) {
    return typeof answer.status === "number" && answer.status !== 503;
}

/** An answer, or a problem in the form in which the stream has it. */
async function answerOf(account, resource) {
    try {
        return await ask(pathOf(account, resource));
    } catch (failure) {
        if (failure instanceof Refusal) {
            return {status: failure.status, title: failure.title, detail: failure.message};
        }
        throw failure;
    }
}
