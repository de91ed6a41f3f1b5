// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What is not in the figures, and why: nothing is left out in silence.

import {h} from "./view.js";

const NAMES = new Map([
    ["missedRate", "Share missed"], ["firstResponse", "First answer"], ["avgResponse", "Mean answer time of a conversation"],
    ["responseTime", "Waits in the transcripts"], ["duration", "Length"], ["rating", "Rating"],
]);

/** The conversations without a value of a figure. */
const WITHOUT = new Map([
    ["firstResponse", {served: "true", firstResponseSeconds: "null"}], ["avgResponse", {served: "true", avgResponseSeconds: "null"}],
    ["duration", {served: "true", durationSeconds: "null"}], ["rating", {rating: "null"}],
]);
/** Which agent counts for what was odd about a figure; all of them, where nothing is said. */
const CREDITED = new Map([["firstResponse", "firstAgent"], ["rating", "lastAgent"]]);

/**
 * Filters of the conversations that a reason stands for. Undefined where a list would have others too: conversations without
 * a value for another reason, or with one that is credited to another agent.
 */
function behind(reason, {view}, metric) {
    if (reason === "offline" || reason === "unclassified") {
        return {type: reason};
    }
    if (reason === "none") {
        const creditedToAll = view.agent === null || !CREDITED.has(metric.name);
        return creditedToAll && metric.excluded.length === 1 ? WITHOUT.get(metric.name) : undefined;
    }
    const creditedTo = CREDITED.get(reason.split(".")[0]);
    return {anomaly: reason, ...(creditedTo === undefined ? {} : {creditedTo})};
}

function line(model, {reason, conversations, meaning}, metric) {
    const number = model.format.value("", conversations);
    const filters = behind(reason, model, metric);
    const title = [metric === undefined ? null : NAMES.get(metric.name), meaning.replace(/\.$/, "")].filter((part) => part !== null).join(": ");
    return h("dd", {key: reason}, filters === undefined ? h("b", null, number)
        : h("button", {type: "button", class: "number", "aria-label": `${number}: ${title}; show the conversations`,
            onclick: () => model.show({title, filters})}, number), ` ${meaning}`);
}

export function left(model) {
    const {summary, format, definitionsShown} = model;
    const {metrics, remarks} = summary.explain;
    const incomplete = metrics.filter(({name, excluded}) => NAMES.has(name) && excluded.length > 0);
    const reasons = incomplete.flatMap((metric) => metric.excluded.map((reason) => ({metric, reason})));
    return {
        about: "",
        empty: reasons.length + remarks.length === 0 ? "Nothing: every conversation of this time is in every figure that it could be in." : undefined,
        body: h("dl", {key: "body", class: "left"},
            incomplete.map((metric) => h("div", {key: metric.name},
                h("dt", null, definitionsShown.term(metric.name, NAMES.get(metric.name)),
                    metric.of === null ? null : h("small", null, ` ${format.value("", metric.counted)} of ${format.value("", metric.of)}`)),
                metric.excluded.map((reason) => line(model, reason, metric)))),
            remarks.length === 0 ? null : h("div", {key: "remarks"},
                h("dt", null, "Counted all the same"),
                remarks.map((remark) => line(model, remark)))),
        columns: ["figure", "reason", "conversations", "meaning"].map((name) => ({name})),
        lines: [...reasons.map(({metric, reason}) => [metric.name, reason.reason, reason.conversations, reason.meaning]),
            ...remarks.map((remark) => ["", remark.reason, remark.conversations, remark.meaning])],
    };
}
