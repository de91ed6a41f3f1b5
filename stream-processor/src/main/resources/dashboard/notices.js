// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Whether what is shown is current, and what to say when there is nothing to show.

import {h, patch} from "./view.js";

const CONNECTIONS = new Map([
    ["connecting", ["wait", "Connecting"]],
    ["live", ["live", "Live"]],
    ["polling", ["poll", "Asking every 5 s"]],
    ["reconnecting", ["wait", "Reconnecting"]],
    ["refused", ["wait", "Not available"]],
    ["paused", ["wait", "Paused"]],
]);
const HELP = new Map([
    ["live", "Figures change within a second of what happens."],
    ["polling", "Live updates do not come through, perhaps because of a proxy. The page asks for the figures instead."],
    ["reconnecting", "The connection is lost. The page tries again by itself; what is shown is as of the time beside."],
]);

/** The state of the connection, and as of when the figures are. */
export function showConnection(root, {connection, asOf}, format) {
    const [tone, words] = CONNECTIONS.get(connection);
    patch(root,
        h("span", {key: "state", class: `connection ${tone}`, role: "status", title: HELP.get(connection) ?? "", "data-connection": connection}, h("i", {"aria-hidden": "true"}), words),
        asOf === null ? null : h("span", {key: "asOf", class: "as-of"}, "as of ", h("time", {datetime: asOf}, format.clockSeconds.format(new Date(asOf)))));
}

/** What has to be said about the figures: `stale` when what answered may lag behind, `problem` when they could not be read. */
export function showNotices(root, {stale, problem, summary, view, format}) {
    const seen = summary === null ? "" : ` What is shown is as of ${format.clockSeconds.format(new Date(summary.asOf))}.`;
    patch(root,
        problem === null ? null : h("p", {key: "problem", class: "notice bad", role: "alert"},
            problem.status === 503 ? `The figures of this account cannot be read at the moment; the page tries again by itself.${seen}` : `${problem.title} ${problem.detail ?? ""}`),
        stale ? h("p", {key: "stale", class: "notice", role: "status"}, h("b", null, "Stale: "), "what has answered may lag behind. The newest conversations may be missing.") : null,
        summary !== null && summary.window.tz !== view.zone ? h("p", {key: "zone", class: "notice"}, `Days of this account are those of ${summary.window.tz}, as it is configured.`) : null);
}

/** A page without figures: nobody has signed in, no such account, nothing has arrived yet. */
export function showInstead(root, title, ...children) {
    root.hidden = title === null;
    patch(root, title === null ? null : [h("h2", null, title), ...children]);
}

/** Asks for a token; `take` says whether it was good. */
export function signInForm(take) {
    const submit = async (event) => {
        event.preventDefault();
        const form = event.target;
        const said = form.querySelector("[role=alert]");
        said.textContent = "";
        try {
            if (!(await take(form.elements.token.value.trim()))) {
                said.textContent = "This token is not known. Ask whoever runs Chatstream for one.";
                form.elements.token.select();
            }
        } catch (failure) {
            said.textContent = `That did not work: ${failure.message}`;
        }
    };
    return h("form", {onsubmit: submit},
        h("p", null, "This installation asks who you are. The token is kept by your browser in a cookie that no script can read."),
        h("label", null, "API token ", h("input", {type: "password", name: "token", required: true, autocomplete: "current-password", autofocus: true})),
        h("button", {type: "submit", class: "primary"}, "Sign in"),
        h("p", {class: "wrong", role: "alert"}));
}
