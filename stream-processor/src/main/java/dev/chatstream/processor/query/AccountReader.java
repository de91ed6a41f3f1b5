/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.schemas.registry.RegistryException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

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
    public <T> Answer<T> read(long accountId, Function<AccountState, T> question) {
        try {
            return accounts.locate(accountId)
                    .fold(
                            here -> read(accountId, here.panes(), question),
                            gone -> new Answer.Unavailable<>(gone.reason()));
        } catch (InvalidStateStoreException | RegistryException e) {
            return new Answer.Unavailable<>("the state of the account is being moved");
        }
    }

    private <T> Answer<T> read(long accountId, Panes panes, Function<AccountState, T> question) {
        if (!panes.knows(accountId)) {
            return new Answer.UnknownAccount<>(accountId);
        }
        return new Answer.Found<>(question.apply(
                new AccountState(accountId, panes, clock.instant().truncatedTo(ChronoUnit.MILLIS), false)));
    }
}
