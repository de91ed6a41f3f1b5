// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What is not in the figures, and why: nothing is left out in silence.

import {h} from "./view.js";

const NAMES = new Map([
    ["missedRate", "Share missed"], ["firstResponse", "First answer"], ["avgResponse", "Mean answer time of a conversation"],
    ["responseTime", "Waits in the transcripts"], ["duration", "Length"], ["rating", "Rating"],
]);

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
                metric.excluded.map(({reason, conversations, meaning}) => h("dd", {key: reason}, h("b", null, format.value("", conversations)), ` ${meaning}`)))),
            remarks.length === 0 ? null : h("div", {key: "remarks"},
                h("dt", null, "Counted all the same"),
                remarks.map(({reason, conversations, meaning}) => h("dd", {key: reason}, h("b", null, format.value("", conversations)), ` ${meaning}`)))),
        columns: ["figure", "reason", "conversations", "meaning"].map((name) => ({name})),
        lines: [...reasons.map(({metric, reason}) => [metric.name, reason.reason, reason.conversations, reason.meaning]),
            ...remarks.map((remark) => ["", remark.reason, remark.conversations, remark.meaning])],
    };
}
