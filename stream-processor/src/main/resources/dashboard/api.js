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
    const answer = await fetch(path, {headers: {Accept: "application/json"}, signal: AbortSignal.timeout(10_000)});
    if (!answer.ok) {
        throw new Refusal(answer.status, await answer.json().catch(() => ({})));
    }
    return answer.json();
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
 * Who is signed in: `token` is the name of the token, null where everybody may ask; `accounts` those that it may read, null
 * where that is all of them.
 */
async function session() {
    try {
        return await ask("/api/v1/session");
    } catch (failure) {
        if (failure instanceof Refusal && failure.status === 404) {
            return {token: null, accounts: null};
        }
        throw failure;
    }
}

/** Who is signed in, and the accounts that may be seen; null where the API does not list them. */
export async function whoAndWhat() {
    const signedIn = await session();
    if (signedIn.accounts !== null) {
        return [signedIn, {known: signedIn.accounts.map(String), more: false, partial: false}];
    }
    return [signedIn, await accounts()];
}

async function accounts() {
    try {
        const answer = await ask(`/api/v1/accounts?limit=${MOST_ACCOUNTS}`);
        return {known: answer.accounts.map((account) => String(account.accountId)), more: answer.next !== null, partial: answer.partial};
    } catch (failure) {
        if (failure instanceof Refusal && failure.status !== 401) {
            return {known: null, more: false, partial: false};
        }
        throw failure;
    }
}

/** Signs in for as long as the API's cookie lasts; whether the token was taken. */
export async function signIn(token) {
    const answer = await fetch("/api/v1/session", {method: "POST", headers: {Authorization: `Bearer ${token}`}});
    if (!answer.ok && answer.status !== 401) {
        throw new Refusal(answer.status, await answer.json().catch(() => ({})));
    }
    return answer.ok;
}

export async function signOut() {
    await fetch("/api/v1/session", {method: "DELETE"});
}
