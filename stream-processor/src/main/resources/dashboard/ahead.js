// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What the page asks first. This module needs only a few others, and asks while the rest is still on its way.

import {ask, pathOf, whoAndWhat} from "./api.js";
import {read} from "./address.js";
import {summaryOf} from "./questions.js";

/** A view's figures at a glance, asked for by themselves: the `question` and its `answer`. */
export function glance(view) {
    const question = summaryOf(view);
    return {question, answer: heardLater(ask(pathOf(view.account, question)))};
}

/**
 * Asks, all at once, for `definitions`, for `listed` (who asks, and what may be seen) and, where the view has an account, for
 * its figures at a `glance`.
 */
export function begin(view) {
    return {
        definitions: heardLater(ask("/api/v1/metric-definitions")),
        listed: heardLater(whoAndWhat()),
        glance: view.account === null ? null : glance(view),
    };
}

/** Whoever takes the answer hears that it failed; until then nobody needs to. */
function heardLater(answer) {
    answer.catch(() => {});
    return answer;
}

/** For the view in the address with which the page was opened. */
export const begun = begin(read(location.search));
