// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Asking the query API. Everything that the page shows comes from here or from the stream.

const MOST_ACCOUNTS = 1_000;

/** The API's refusal: `status`, and the title and detail of its problem. */
export class Refusal extends Error {
    constructor(status, problem) {
        super(problem.detail ?? problem.title ?? `status ${status}`);
        this.status = status;
        this.title = problem.title ?? "";
    }
}

/** What a path answers, or a Refusal; a TypeError when nobody can be reached. */
export async function ask(path) {
    return parse(await text(path, "application/json"));
}

/** The same as text of a media type. */
export async function text(path, type) {
    const answer = await fetch(path, {headers: {Accept: type}, signal: AbortSignal.timeout(10_000)});
    if (!answer.ok) {
        throw new Refusal(answer.status, await answer.json().catch(() => ({})));
    }
    return answer.text();
}

/**
 * The value of a JSON text, except that whole numbers which JavaScript cannot hold stay what they are as text: account
 * numbers have up to 64 bits, and one digit off is another account. Figures never get that large.
 */
export function parse(text) {
    return JSON.parse(/\d{16}/.test(text) ? text.replace(TEXT_OR_NUMBER, exact) : text);
}

const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

function exact(token) {
    return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
}

/** Path of something of an account, such as `summary?window=PT5M`. */
export function pathOf(account, resource) {
    return `/api/v1/accounts/${encodeURIComponent(account)}/${resource}`;
}

/** Path of a stream of all these resources. */
export function streamOf(account, resources) {
    const query = new URLSearchParams(resources.map((resource) => ["watch", resource]));
    return pathOf(account, `stream?${query}`);
}

/**
 * Who is signed in, and which accounts may be seen. Of the first, `token` is the name of the token, null where everybody may
 * ask. Of the second, `known` are account numbers, `more` when there are others, `partial` when some could not be asked for.
 */
export async function whoAndWhat() {
    // both at once: whoever may see some accounts only has them in the session already, and needs no list
    const listing = ask(`/api/v1/accounts?limit=${MOST_ACCOUNTS}`);
    listing.catch(() => {});
    const session = await ask("/api/v1/session");
    if (session.accounts !== null) {
        return [session, {known: session.accounts.map(String), more: false, partial: false}];
    }
    const answer = await listing;
    return [session, {
        known: answer.accounts.map((account) => String(account.accountId)), more: answer.next !== null, partial: answer.partial,
    }];
}

/** Signs in for as long as the API's cookie lasts; whether the token was taken. */
export async function signIn(token) {
    const answer = await fetch("/api/v1/session", {method: "POST", headers: {Authorization: `Bearer ${token}`}});
    if (!answer.ok && answer.status !== 401) {
        throw new Refusal(answer.status, await answer.json().catch(() => ({})));
    }
    if (answer.ok && (await fetch("/api/v1/session")).status === 401) {
        throw new Refusal(401, {detail: "the token is right, but the browser has not kept the sign-in. Open this page by https://."});
    }
    return answer.ok;
}

export async function signOut() {
    await fetch("/api/v1/session", {method: "DELETE"});
}
