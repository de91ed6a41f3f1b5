/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.query.AccountReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Takes questions about an account to where its state is. */
public final class AccountDispatch {
    private final Vertx vertx;
    private final AccountReader local;

    public AccountDispatch(Vertx vertx, AccountReader local) {
        this.vertx = vertx;
        this.local = local;
    }

    /** Fails only with a bug; whatever else stands in the way is an answer. */
    Future<Reply> ask(long accountId, AccountQuestion question) {
        return vertx.executeBlocking(
                () -> local.read(accountId, question::answer)
                        .fold(
                                reply -> reply,
                                unknown -> Reply.problem(Problem.unknownAccount(unknown.accountId())),
                                unavailable -> Reply.problem(Problem.unavailable(unavailable.reason()))),
                false);
    }
}
