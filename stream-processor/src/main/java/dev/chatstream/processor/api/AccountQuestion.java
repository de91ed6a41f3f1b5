/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.query.AccountState;

/** A question about one account, to be asked where the state of the account is. */
@FunctionalInterface
interface AccountQuestion {

    /** Reads local state, which blocks: called on a worker thread. */
    Reply answer(AccountState account);
}
