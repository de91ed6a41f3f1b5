/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.query.AccountPanes.Lookup;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/** Asks the state of an account on this instance. Blocks. */
public final class AccountReader {
    private final AccountPanes accounts;
    private final Clock clock;

    public AccountReader(AccountPanes accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What became of a question. */
    public sealed interface Answer<T> {
        record Found<T>(T value) implements Answer<T> {}

        /** No hook of the account was ever seen. */
        record UnknownAccount<T>(long accountId) implements Answer<T> {}

        /** Cannot be said at the moment. */
        record Unavailable<T>(String reason) implements Answer<T> {}

        default <R> R fold(
                Function<T, R> found, Function<UnknownAccount<T>, R> unknown, Function<Unavailable<T>, R> unavailable) {
            if (this instanceof Found<T> answer) {
                return found.apply(answer.value());
            }
            return this instanceof UnknownAccount<T> answer
                    ? unknown.apply(answer)
                    : unavailable.apply((Unavailable<T>) this);
        }
    }

    /** Answers {@code question} from the account's state, which is there and known when it is asked. */
    public <T> Answer<T> read(long accountId, Replica replica, Function<AccountState, T> question) {
        return accounts.locate(accountId, replica)
                .fold(
                        here -> Whole.read(here.panes(), () -> read(accountId, here, question))
                                .orElseGet(() -> new Answer.Unavailable<>("the state of the account is being moved")),
                        gone -> new Answer.Unavailable<>(gone.reason()));
    }

    private <T> Answer<T> read(long accountId, Lookup.Here here, Function<AccountState, T> question) {
        if (here.panes().knows(accountId)) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return new Answer.Found<>(question.apply(new AccountState(accountId, here.panes(), now, here.stale())));
        }
        return here.stale()
                ? new Answer.Unavailable<>("what would answer may lag behind, and does not know the account")
                : new Answer.UnknownAccount<>(accountId);
    }
}
