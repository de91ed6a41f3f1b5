// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What is shown stands in the page's address, so that a view can be shared, kept as a bookmark and gone back to.

/** Windows by the API's name: what a button says, and in a sentence what they are, when that is, and what came before. */
export const WINDOWS = new Map([
    ["PT5M", {label: "5 min", words: "the last 5 minutes", when: "in the last 5 minutes", before: "the 5 minutes before"}],
    ["PT15M", {label: "15 min", words: "the last 15 minutes", when: "in the last 15 minutes", before: "the 15 minutes before"}],
    ["PT1H", {label: "1 hour", words: "the last hour", when: "in the last hour", before: "the hour before"}],
    ["today", {label: "Today", words: "today", when: "today", before: "yesterday up to this time"}],
    ["PT24H", {label: "24 hours", words: "the last 24 hours", when: "in the last 24 hours", before: "the 24 hours before"}],
    ["P7D", {label: "7 days", words: "the last 7 days", when: "in the last 7 days", before: "the 7 days before"}],
    ["P30D", {label: "30 days", words: "the last 30 days", when: "in the last 30 days", before: "the 30 days before"}],
]);

const USUAL = {window: "today", compare: true, agent: null, sort: "-counts.total", heat: "volume"};

/** The view that a query string describes; what is missing or unknown is as usual. */
export function read(search) {
    const query = new URLSearchParams(search);
    return {
        account: /^-?\d+$/.test(query.get("account") ?? "") ? query.get("account") : null,
        window: WINDOWS.has(query.get("window")) ? query.get("window") : USUAL.window,
        compare: query.get("compare") !== "off",
        zone: zone(query.get("tz")),
        agent: /^agent:-?\d+$/.test(query.get("agent") ?? "") ? query.get("agent") : USUAL.agent,
        sort: /^-?[\w.]+$/.test(query.get("sort") ?? "") ? query.get("sort") : USUAL.sort,
        heat: ["volume", "missed", "wait"].includes(query.get("heat")) ? query.get("heat") : USUAL.heat,
    };
}

/** The query string of a view. What others would see otherwise, such as the zone, is always in it. */
export function write(view) {
    const query = new URLSearchParams();
    if (view.account !== null) {
        query.set("account", view.account);
    }
    query.set("window", view.window);
    query.set("tz", view.zone);
    if (!view.compare) {
        query.set("compare", "off");
    }
    for (const name of ["agent", "sort", "heat"]) {
        if (view[name] !== USUAL[name]) {
            query.set(name, view[name]);
        }
    }
    return `?${query}`;
}

/** The zone that the reader's machine is in. */
export function ownZone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}

function zone(wanted) {
    try {
        return Intl.DateTimeFormat("en", {timeZone: wanted ?? ownZone()}).resolvedOptions().timeZone;
    } catch {
        return ownZone();
    }
}
