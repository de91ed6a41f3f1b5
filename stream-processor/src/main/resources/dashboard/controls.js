// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What can be chosen: account, window, comparison, agent, zone.

import {h, patch} from "./view.js";
import {ownZone, WINDOWS} from "./address.js";
import {agentsToChoose} from "./agents.js";
import {agentName} from "./format.js";

/**
 * The account picker.
 *
 * @param known account numbers, `more` when there are others, which can be typed, `partial` when some could not be asked for;
 *     `session` names who is signed in, `leave` ends that
 */
export function showAccounts(root, {view, known, more, partial, session, change, leave}) {
    const choose = (event) => {
        const account = event.target.value.trim();
        if (/^-?\d+$/.test(account)) {
            change({account, agent: null});
        }
    };
    const options = view.account === null || known.includes(view.account) ? known : [view.account, ...known];
    patch(root, h("label", {for: "account"}, "Account"),
        more
            ? h("input", {key: "input", id: "account", inputmode: "numeric", size: 10, placeholder: "number", value: view.account ?? "", list: "accounts", onchange: choose})
            : h("select", {key: "select", id: "account", value: view.account ?? "", onchange: choose}, options.map((account) => h("option", {value: account}, account))),
        more ? h("datalist", {id: "accounts"}, known.map((account) => h("option", {value: account}))) : null,
        partial ? h("small", null, "some accounts cannot be listed at the moment") : null,
        session === null ? null : h("button", {type: "button", class: "tool", title: `Signed in as ${session}`, onclick: leave}, "Sign out"));
}

/**
 * Everything else that can be chosen.
 *
 * @param zones to choose from, beside the view's own
 */
export function showControls(root, {view, agents, byAgent, zones, change}) {
    patch(root,
        h("fieldset", {class: "windows"},
            h("legend", {class: "hush"}, "Time shown"),
            [...WINDOWS].map(([window, {label}]) => h("label", {key: window, class: view.window === window ? "chosen" : null},
                h("input", {type: "radio", name: "window", value: window, checked: view.window === window, onchange: () => change({window})}), label))),
        h("label", {class: "choice"},
            h("input", {type: "checkbox", id: "compare", checked: view.compare, onchange: (event) => change({compare: event.target.checked})}),
            `Compare with ${WINDOWS.get(view.window).before}`),
        h("span", {class: "spring"}),
        byAgent ? h("label", {class: "choice"}, h("span", null, "Agent"),
            h("select", {id: "agent", value: view.agent ?? "", onchange: (event) => change({agent: event.target.value || null})},
                h("option", {value: ""}, "All"), agentsToChoose(agents, view.agent).map((agent) => h("option", {value: agent}, agentName(agent))))) : null,
        h("label", {class: "choice"}, h("span", null, "Times of"),
            h("select", {id: "zone", value: view.zone, onchange: (event) => change({zone: event.target.value})},
                [...new Set([view.zone, ...zones])].map((zone) => h("option", {value: zone}, zone === ownZone() ? `${zone} (here)` : zone)))));
}
